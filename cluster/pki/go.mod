module berth.dev/cluster/pki

go 1.25.0
