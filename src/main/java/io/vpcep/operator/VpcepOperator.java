package io.vpcep.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.cluster.PermissionMonitor;
import io.vpcep.operator.leadership.Leadership;
import io.vpcep.operator.management.ManagementServer;
import io.vpcep.operator.reconcile.Controllers;
import io.vpcep.operator.settings.Settings;
import java.io.IOException;
import java.util.List;

/** The whole operator, which {@link OperatorAssembly} puts together. */
public final class VpcepOperator implements AutoCloseable {

  private final Leadership leadership;
  private final PermissionMonitor permissionMonitor;
  private final Controllers controllers;
  private final Part writes;
  private final OperatorThreads threads;
  private final ManagementServer management;
  private final List<Part> others;

  /** What is closed with the operator. */
  @FunctionalInterface
  interface Part {
    void close();
  }

  /**
   * @param writes the client that resources are written with
   * @param others what is closed last, in this order
   */
  VpcepOperator(
      Leadership leadership,
      PermissionMonitor permissionMonitor,
      Controllers controllers,
      Part writes,
      OperatorThreads threads,
      ManagementServer management,
      List<Part> others) {
    this.leadership = leadership;
    this.permissionMonitor = permissionMonitor;
    this.controllers = controllers;
    this.writes = writes;
    this.threads = threads;
    this.management = management;
    this.others = others;
  }

  /**
   * Starts the operator; returns when its caches are synced. Waits for as long as it is not allowed
   * to fill them. If replicas elect a leader, it is a standby until {@link #startElection}.
   *
   * @param instance names this replica in events, for example the pod's name
   * @param forbiddenInterceptor notifies the operator of what the API server forbids the client
   * @throws IOException if its port cannot be bound
   * @throws RuntimeException if the API server does not let it watch its resources
   */
  public static VpcepOperator start(
      Settings settings,
      KubernetesClient client,
      String instance,
      ForbiddenInterceptor forbiddenInterceptor)
      throws IOException {
    var operator =
        new OperatorAssembly(settings, client, instance, forbiddenInterceptor).assemble();
    try {
      operator.permissionMonitor.awaitWatchable();
      operator.controllers.start(operator.permissionMonitor::namespacesToWatch);
      operator.permissionMonitor.follow(operator.controllers::watch);
      forbiddenInterceptor.tell(operator.permissionMonitor::refused);
      return operator;
    } catch (RuntimeException e) {
      operator.close();
      throw e;
    }
  }

  /**
   * Becomes the leader as soon as no other replica is, if replicas elect one.
   *
   * @param lost called when it has lost its leadership; it does nothing any more, and has to be
   *     replaced by another operator
   */
  void startElection(Runnable lost) {
    leadership.begin(() -> threads.runHousekeeping(controllers::lead), lost);
  }

  /** The port of {@code /metrics}, {@code /healthz} and {@code /readyz}. */
  public int port() {
    return management.port();
  }

  /** Why the operator cannot do its work; empty if it can. */
  String notReadyReason() {
    return management.notReadyReason();
  }

  @Override
  public void close() {
    permissionMonitor.close();
    controllers.close();
    writes.close();
    // Nothing is written any more, so the next leader need not wait.
    leadership.close();
    threads.close();
    management.close();
    others.forEach(Part::close);
  }
}
