package io.vpcep.operator.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The resources of one namespace, made and touched as a user would. */
final class Resources {

  /** What the names of resources begin with. */
  static final String PREFIX = "c-";

  static final String ACCOUNT = "bench";
  static final String PROJECT = "0123456789abcdef0123456789abcdef";
  private static final int WRITERS = 16;

  private final ApiServer server;
  private final String namespace;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * A resource.
   *
   * @param suffix its name behind {@link #PREFIX}
   * @param service the endpoint service that lists its connection
   * @param endpoint the connection
   */
  record Entry(String suffix, String service, String endpoint) {}

  private Resources(ApiServer server, String namespace) {
    this.server = server;
    this.namespace = namespace;
  }

  /** A new namespace with an account, and no connection yet. */
  static Resources inNewNamespace(ApiServer server, String namespace, String token) {
    server.send(
        "POST",
        "/api/v1/namespaces",
        """
        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "%s"}}
        """
            .formatted(namespace));
    server.send(
        "POST",
        "/api/v1/namespaces/" + namespace + "/secrets",
        """
        {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "bench"},
         "stringData": {"token": "%s"}}
        """
            .formatted(token));
    server.send(
        "POST",
        "/apis/vpcep.io/v1alpha1/namespaces/" + namespace + "/cloudaccounts",
        """
        {"apiVersion": "vpcep.io/v1alpha1", "kind": "CloudAccount", "metadata": {"name": "%s"},
         "spec": {"cloud": "emulator", "region": "eu-de", "projectID": "%s",
                  "credentialsSecretRef": {"name": "bench"}}}
        """
            .formatted(ACCOUNT, PROJECT));
    return new Resources(server, namespace);
  }

  String namespace() {
    return namespace;
  }

  List<Entry> entries() {
    return entries;
  }

  /**
   * Watches more connections of a service.
   *
   * @param shard the value of the label {@code shard}
   */
  void add(String service, List<String> endpoints, String shard) throws InterruptedException {
    var added = new ArrayList<Entry>();
    for (String endpoint : endpoints) {
      added.add(new Entry("%06d".formatted(entries.size() + added.size()), service, endpoint));
    }
    entries.addAll(added);
    var writers = Executors.newFixedThreadPool(WRITERS);
    try {
      var done = new ArrayList<Future<?>>();
      added.forEach(entry -> done.add(writers.submit(() -> create(entry, shard))));
      for (var each : done) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new BenchException("resources cannot be created", e);
    } finally {
      writers.shutdownNow();
    }
  }

  /** Watches a whole service. */
  void watchAll(String service) {
    server.send(
        "POST",
        "/apis/vpcep.io/v1alpha1/namespaces/" + namespace + "/vpcendpointservices",
        """
        {"apiVersion": "vpcep.io/v1alpha1", "kind": "VpcEndpointService",
         "metadata": {"name": "%s"},
         "spec": {"accountRef": {"name": "%s"}, "vpcEndpointService": {"id": "%s"}}}
        """
            .formatted(service, ACCOUNT, service));
  }

  /** Watches a whole service, and has a resource made for each of its connections. */
  void makeAll(String service, int limit) {
    server.send(
        "POST",
        "/apis/vpcep.io/v1alpha1/namespaces/" + namespace + "/vpcendpointservices",
        """
        {"apiVersion": "vpcep.io/v1alpha1", "kind": "VpcEndpointService",
         "metadata": {"name": "%s"},
         "spec": {"accountRef": {"name": "%s"}, "vpcEndpointService": {"id": "%s"},
                  "connections": {"namePrefix": "%s", "limit": %d}}}
        """
            .formatted(service, ACCOUNT, service, PREFIX, limit));
  }

  private void create(Entry entry, String shard) {
    server.send(
        "POST",
        ApiServer.RESOURCES.formatted(namespace),
        """
        {"apiVersion": "vpcep.io/v1alpha1", "kind": "VpcEndpointConnection",
         "metadata": {"name": "%s", "labels": {"shard": "%s"}},
         "spec": {"accountRef": {"name": "%s"}, "vpcEndpointService": {"id": "%s"},
                  "endpointID": "%s"}}
        """
            .formatted(PREFIX + entry.suffix(), shard, ACCOUNT, entry.service(), entry.endpoint()));
  }

  /** Asks for a look at each service now, by an annotation of one of its resources. */
  void requestEachService() {
    var asked = new ArrayList<String>();
    for (var entry : entries) {
      if (!asked.contains(entry.service())) {
        asked.add(entry.service());
        server.patch(
            ApiServer.RESOURCES.formatted(namespace) + "/" + PREFIX + entry.suffix(),
            """
            {"metadata": {"annotations": {"vpcep.io/requested-at": "%d"}}}
            """
                .formatted(System.nanoTime()));
      }
    }
  }
}
