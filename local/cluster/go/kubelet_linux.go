package main

import (
	"context"

	"k8s.io/component-base/cli"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

func init() {
	programs["kubelet"] = runKubelet
}

// runKubelet exists on Linux only: elsewhere there is no container runtime it
// could drive, and the simulated nodes need none.
func runKubelet() int {
	return cli.Run(kubelet.NewKubeletCommand(context.Background()))
}
