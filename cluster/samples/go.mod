module berth.dev/cluster/samples

go 1.25.0
