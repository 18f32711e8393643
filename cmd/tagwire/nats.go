package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/tagwire/tagwire/internal/bus"
)

func newNatsCommand(a *app) *cobra.Command {
	o := bus.ServerOptions{}
	var sync string
	c := &cobra.Command{
		Use:   "nats --listen HOST:PORT",
		Short: "Run the embedded NATS server by itself",
		Long: `Runs a NATS server with JetStream over the data folder, alone or as a node of a
cluster, for trying several processes on one machine. Any nats-server with
JetStream does as well.`,
		Example: `  tagwire nats --listen 127.0.0.1:4222
  fixtures/cluster/up.sh`,
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.Listen == "" {
				return usageError("nats needs --listen")
			}
			o.Dir, o.Sync, o.Log = a.path("nats"), bus.Sync(sync), a.log
			server, err := bus.StartServer(o)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.stderr, "serving at %s\n", server.ClientURL())
			<-cmd.Context().Done()
			server.Shutdown()
			server.WaitForShutdown()
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&o.Listen, "listen", "", "address for clients")
	f.StringVar(&sync, "sync", string(bus.SyncAlways), "when accepted messages are synced to disk: always or interval")
	f.StringVar(&o.Name, "name", "", "name of this node")
	f.StringVar(&o.ClusterName, "cluster-name", "tagwire", "name of the cluster")
	f.StringVar(&o.Cluster, "cluster", "", "address for the other nodes of a cluster")
	f.StringSliceVar(&o.Routes, "routes", nil, "addresses of the other nodes")
	return c
}
