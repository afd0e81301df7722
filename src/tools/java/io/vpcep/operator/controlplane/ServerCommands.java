package io.vpcep.operator.controlplane;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How the two servers are told to listen on loopback only, and to be quick instead of durable. */
final class ServerCommands {

  static final String LOOPBACK = "127.0.0.1";

  private ServerCommands() {}

  static String etcdAddress(int port) {
    return "http://" + LOOPBACK + ":" + port;
  }

  /** Nobody uses the listener for peers, so it may have any port. */
  static List<String> etcd(ControlPlaneBinaries binaries, Path data, int port) {
    return List.of(
        binaries.etcd(),
        "--data-dir=" + data,
        "--listen-client-urls=" + etcdAddress(port),
        "--advertise-client-urls=" + etcdAddress(port),
        "--listen-peer-urls=" + etcdAddress(0),
        "--unsafe-no-fsync");
  }

  /**
   * The usual admission plugins stay on. No endpoint reconciler, because the API refuses a loopback
   * address as an endpoint, and the server would complain of it for ever.
   *
   * @param more flags that stand after the usual ones
   */
  static List<String> apiServer(
      ControlPlaneBinaries binaries,
      AdminAccess access,
      int port,
      int etcdPort,
      List<String> more) {
    List<String> usual =
        List.of(
            binaries.kubeApiServer(),
            "--bind-address=" + LOOPBACK,
            "--advertise-address=" + LOOPBACK,
            "--secure-port=" + port,
            "--cert-dir=" + access.certificates(),
            "--etcd-servers=" + etcdAddress(etcdPort),
            "--endpoint-reconciler-type=none",
            "--service-cluster-ip-range=10.0.0.0/24",
            "--authorization-mode=RBAC",
            "--token-auth-file=" + access.tokens(),
            "--service-account-issuer=https://kubernetes.default.svc",
            "--service-account-signing-key-file=" + access.serviceAccountKey(),
            "--service-account-key-file=" + access.serviceAccountKey());
    return Stream.concat(usual.stream(), more.stream()).toList();
  }
}
