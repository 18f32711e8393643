// Package clean makes a story of a document.
package clean
