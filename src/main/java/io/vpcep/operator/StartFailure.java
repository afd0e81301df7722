package io.vpcep.operator;

import org.jspecify.annotations.Nullable;

/** Why the process cannot start or go on: its last log line, which says why it ended. */
enum StartFailure {
  /** KUBECONFIG names a file that cannot be read. */
  KUBECONFIG("cannot use KUBECONFIG: %s"),
  /** The API server refuses what the operator asks before it starts. */
  API_SERVER_UNUSABLE("cannot use the API server %s: %s"),
  /** The API server did not respond for a minute. */
  API_SERVER_SILENT("no response from the API server %s for %s s: %s"),
  /** The custom resource definitions are not installed. */
  DEFINITIONS_MISSING(
      "the API server does not serve %s %s: run `kubectl apply --server-side"
          + " --field-manager=vpcep-install -f crds/` first"),
  /** They are those of an older version. */
  DEFINITIONS_OLD(
      "the custom resource definitions of %s are older than this operator and lack %s: run `kubectl"
          + " apply --server-side --field-manager=vpcep-install -f crds/` with the files of this"
          + " version, or `helm upgrade` with crds.install=true"),
  /** Another process has the port, or the address is not of this host. */
  PORT_UNAVAILABLE("cannot bind http.port %s of %s: %s"),
  /** The lease cannot be placed outside a cluster. */
  LEASE_NAMESPACE_UNKNOWN(
      "leaderElection.leaseNamespace is required: the namespace of the operator is unknown"),
  /** Whatever else keeps the operator from starting. */
  OTHER("cannot start the operator: %s"),
  /** Another replica leads now. */
  LEASE_LOST("exiting, so that two replicas never write at the same time"),
  /** The cluster's CA was replaced. */
  CERTIFICATE_UNTRUSTED(
      "the certificate of the API server is not trusted any more: %s; restarting to read the"
          + " cluster CA again");

  private final String message;

  StartFailure(String message) {
    this.message = message;
  }

  /** The log line. */
  String message(@Nullable Object... details) {
    return message.formatted(details);
  }
}
