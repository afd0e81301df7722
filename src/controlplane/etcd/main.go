// Command etcd is the etcd server itself: its module publishes etcdmain, but no buildable main package.
package main

import (
	"os"

	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() {
	etcdmain.Main(os.Args)
}
