// Command mlplatform-cluster is the whole control plane in one file: it acts
// as the program whose name it is called by, as busybox does. One link step
// and one copy of the shared packages on disk instead of eight.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	_ "time/tzdata" // CronJobs with a time zone, on machines without zoneinfo

	"go.etcd.io/etcd/server/v3/etcdmain"
)

// programs maps the name the binary is called by to what it then does. Each
// returns the exit code of the process.
var programs = map[string]func() int{
	"etcd":                    runEtcd,
	"kube-apiserver":          runAPIServer,
	"kube-controller-manager": runKubeControllers,
	"kubectl":                 runKubectl,
	"vc-scheduler":            runVolcanoScheduler,
	"vc-controller-manager":   runVolcanoControllers,
	"vc-webhook-manager":      runVolcanoWebhooks,
}

func main() {
	name := filepath.Base(os.Args[0])
	run, ok := programs[name]
	if !ok {
		fmt.Fprintf(os.Stderr, "call this file by one of these names (symlinks do): %s\n", names())
		os.Exit(2)
	}
	os.Exit(run())
}

func names() string {
	all := make([]string, 0, len(programs))
	for name := range programs {
		all = append(all, name)
	}
	sort.Strings(all)
	return strings.Join(all, ", ")
}

func runEtcd() int {
	etcdmain.Main(os.Args)
	return 0
}
