// Package lists measures tagwire's matching of names and its finding of listed
// names side by side with other ways, on the same inputs in one run:
//
//	go test -v ./lists            # accuracy
//	go test -bench . ./lists      # speed
//
// It reads copies of the official lists and labelled pairs of names from the
// folder that TAGWIRE_SHARED names (lists/, corpora/names/), by default the
// folder shared beside the project; what is not there is skipped.
package lists
