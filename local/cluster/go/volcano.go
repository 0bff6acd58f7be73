package main

import (
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/spf13/pflag"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	cliflag "k8s.io/component-base/cli/flag"
	componentbaseoptions "k8s.io/component-base/config/options"
	"k8s.io/klog/v2"
	controllers "volcano.sh/volcano/cmd/controller-manager/app"
	controlleroptions "volcano.sh/volcano/cmd/controller-manager/app/options"
	scheduler "volcano.sh/volcano/cmd/scheduler/app"
	scheduleroptions "volcano.sh/volcano/cmd/scheduler/app/options"
	webhooks "volcano.sh/volcano/cmd/webhook-manager/app"
	webhookoptions "volcano.sh/volcano/cmd/webhook-manager/app/options"
	commonutil "volcano.sh/volcano/pkg/util"
)

const logFlushInterval = 5 * time.Second

// freshFlags replaces the process-wide flag set: the Kubernetes packages linked
// into the same binary have registered "version" there already, and Volcano
// would panic on registering it again.
func freshFlags() *pflag.FlagSet {
	pflag.CommandLine = pflag.NewFlagSet(os.Args[0], pflag.ExitOnError)
	flag.CommandLine = flag.NewFlagSet(os.Args[0], flag.ExitOnError)
	klog.InitFlags(nil)
	return pflag.CommandLine
}

func runVolcanoScheduler() int {
	flags := freshFlags()
	options := scheduleroptions.NewServerOption()
	options.AddFlags(flags)
	utilfeature.DefaultMutableFeatureGate.AddFlag(flags)
	commonutil.LeaderElectionDefault(&options.LeaderElection)
	options.LeaderElection.ResourceName = commonutil.GenerateComponentName(options.SchedulerNames)
	componentbaseoptions.BindLeaderElectionFlags(&options.LeaderElection, flags)
	options.RegisterOptions()
	cliflag.InitFlags()
	if err := options.CheckOptionOrDie(); err != nil {
		return failed(err)
	}
	return serve(func() error { return scheduler.Run(options) })
}

func runVolcanoControllers() int {
	flags := freshFlags()
	options := controlleroptions.NewServerOption()
	options.AddFlags(flags, knownControllers())
	utilfeature.DefaultMutableFeatureGate.AddFlag(flags)
	commonutil.LeaderElectionDefault(&options.LeaderElection)
	options.LeaderElection.ResourceName = "vc-controller-manager"
	componentbaseoptions.BindLeaderElectionFlags(&options.LeaderElection, flags)
	cliflag.InitFlags()
	if err := options.CheckOptionOrDie(); err != nil {
		return failed(err)
	}
	return serve(func() error { return controllers.Run(options) })
}

func runVolcanoWebhooks() int {
	flags := freshFlags()
	config := webhookoptions.NewConfig()
	config.AddFlags(flags)
	cliflag.InitFlags()
	if err := config.CheckPortOrDie(); err != nil {
		return failed(err)
	}
	if err := config.ParseCAFiles(nil); err != nil {
		return failed(err)
	}
	return serve(func() error { return webhooks.Run(config) })
}

// serve runs one of the servers until it ends and flushes its log.
func serve(run func() error) int {
	klog.StartFlushDaemon(logFlushInterval)
	defer klog.Flush()
	if err := run(); err != nil {
		return failed(err)
	}
	return 0
}

func failed(err error) int {
	fmt.Fprintln(os.Stderr, err)
	return 1
}
