// Package clean measures tagwire's cleaning beside other extractors on labelled
// pages: accuracy and speed of each, on the same pages, in one run.
//
//	go test -v ./clean                          # accuracy
//	go test -run - -bench . -benchmem ./clean   # speed
package clean
