// Command tagwire reads the news about sanctions: it fetches articles, cleans
// them, tags who and what they name, and says who is sanctioned, by whom and
// under which authority. "tagwire --help" lists its commands.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// version is set at link time.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := execute(ctx, &app{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}, os.Args[1:])
	stop()
	os.Exit(code)
}
