// Package crashtest kills the pipeline at random moments and looks at what is
// left. It holds tests only.
//
// A child process, this test binary run again, works through a site that grows
// each round, over the real message server and the real store, and is killed
// with SIGKILL. After the last round one run goes to its end, and then every
// page that the site ever offered must be in the store exactly once or among
// the dead letters, the store's check must find nothing, and no message may be
// stuck. "make test-crash" runs the long form.
package crashtest
