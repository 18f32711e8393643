// Package bench holds side-by-side measurements of tagwire against other
// systems, each in a folder of its own: accuracy and speed on the same inputs
// in one run. It is a module of its own, so that peers never enter tagwire's
// dependencies. Its tests are measurements: they print tables and skip what
// the machine does not hold.
package bench
