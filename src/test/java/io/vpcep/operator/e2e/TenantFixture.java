package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.http.LoggedRequest;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.chart.OperatorAccount;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * Two tenants of one operator that watches all namespaces: a victim with an account that works, and
 * Mallory, who may edit another namespace by the roles that the chart adds to the usual ones.
 */
final class TenantFixture {

  static final String VICTIMS_KEY = "victims-access-key";
  static final String VICTIMS_SECRET = "victims-secret-key";
  static final String MALLORYS_KEY = "mallorys-access-key";

  /** Where three connections are pending acceptance: waiting, other and agreed. */
  static final String MALLORYS_SERVICE = "mallorys";

  static final String CONNECTION =
      "{accountRef: {name: prod}, vpcEndpointService: {id: s}, endpointID: e, pollInterval: 1h}";

  private static final String MALLORYS_SECRET = "mallorys-secret-key";

  private final OperatorFixture victim;
  private final KubernetesClient mallory;
  private final KubernetesClient admin;
  private final HttpServer trap;
  private final Queue<String> callsOfTheTrap = new ConcurrentLinkedQueue<>();

  /** Starts cloud and operator; when this returns, the victim's connection has been read. */
  TenantFixture(FixtureBuilder fixtures) throws Exception {
    victim =
        fixtures
            .emulator(EmulatorOptions.defaults().withData(data()))
            .scope(OperatorAccount.Scope.CLUSTER)
            .create();
    trap = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    trap.createContext(
        "/",
        exchange -> {
          callsOfTheTrap.add(exchange.getRequestURI().toString());
          exchange.close();
        });
    trap.start();
    victim.closeLater(() -> trap.stop(0));
    var other = victim.neighbour("mallory");
    mallory = victim.closeLater(mallory(other));
    admin = other.user();
    victim.startOperator(configuration());
    settle(victim, "prod", VICTIMS_KEY, VICTIMS_SECRET);
    settle(other, "own", MALLORYS_KEY, MALLORYS_SECRET);
    victim.applyConnection("orders-db", CONNECTION);
    awaitVictimsState("accepted");
    other.awaitAccount("own", "True");
    victim.forgetCalls();
  }

  private static void settle(TestNamespace tenant, String name, String key, String secretKey) {
    tenant.secret(name, Map.of("accessKey", key, "secretKey", secretKey));
    tenant.applyAccount(
        name,
        "{cloud: regional, region: '1', projectID: p, credentialsSecretRef: {name: %s}}"
            .formatted(name));
  }

  private static String data() {
    return """
        accessKeys:
          - {accessKey: %s, secretKey: %s}
          - {accessKey: %s, secretKey: %s}
        services:
          - {id: s, connections: [{id: e, status: accepted}]}
          - {id: %s, connections: [%s]}
        clusters:
          - {id: c, connections: [{id: e, status: accepted}]}
        """
        .formatted(
            VICTIMS_KEY,
            VICTIMS_SECRET,
            MALLORYS_KEY,
            MALLORYS_SECRET,
            MALLORYS_SERVICE,
            Stream.of("waiting", "other", "agreed")
                .map("{id: %s, status: pendingAcceptance}"::formatted)
                .collect(joining(", ")));
  }

  /**
   * The cloud's region is a part of its host name. No such host exists: the emulator is reached as
   * their proxy, and the trap, should a region lead there, without one.
   */
  private String configuration() {
    return """
        clouds: {regional: {iam: "%1$s", vpcep: "%1$s", css: "%1$s"}}
        acceptance: {enabled: true}
        http: {address: 127.0.0.1, port: 0, connectTimeout: 1s, readTimeout: 2s, proxy: "%2$s", noProxy: [127.0.0.1]}
        """
        .formatted("http://cloud.{region}.example.com", victim.cloud().url());
  }

  /** No controller fills the usual role edit here, so she has what it would be filled with. */
  private KubernetesClient mallory(TestNamespace namespace) {
    for (var role :
        List.of(
            "system:aggregate-to-edit",
            "system:aggregate-to-view",
            victim.namespace() + "-edit",
            victim.namespace() + "-view")) {
      namespace.kubectl(
          "create",
          "rolebinding",
          role.replace(':', '-'),
          "--clusterrole=" + role,
          "--user=mallory");
    }
    var config =
        new ConfigBuilder(victim.plane().config())
            .withNamespace(namespace.namespace())
            .withImpersonateUsername("mallory")
            .build();
    var client = new KubernetesClientBuilder().withConfig(config).build();
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> client.resources(CloudAccount.class).list().getItems().isEmpty());
    await().atMost(SOON).ignoreExceptions().until(() -> client.secrets().delete() != null);
    return client;
  }

  /** The state of a connection at Mallory's service, as the cloud has it. */
  String stateOf(String endpoint) {
    var service = victim.world().service(MALLORYS_SERVICE).orElseThrow();
    return service.connections().get(endpoint).orElseThrow().status();
  }

  void awaitVictimsState(String state) {
    victim.awaitState("orders-db", state);
  }

  /** A client with the rights of somebody who may edit one namespace. */
  KubernetesClient mallory() {
    return mallory;
  }

  /** Of Mallory's namespace: somebody who may do everything there. */
  KubernetesClient admin() {
    return admin;
  }

  /** The victim's namespace. */
  String victims() {
    return victim.namespace();
  }

  /** What the cloud was asked since both tenants had settled. */
  List<LoggedRequest> requests() {
    return victim.cloud().requests().all();
  }

  /** What a server was asked whose URL is nowhere configured. */
  List<String> callsOfTheTrap() {
    return List.copyOf(callsOfTheTrap);
  }

  int trapPort() {
    return trap.getAddress().getPort();
  }

  /** Texts that would lead elsewhere, were they put into a path, a URL or a header as they are. */
  List<String> values() {
    var secret = "/api/v1/namespaces/" + victims() + "/secrets/prod";
    var values = new ArrayList<String>();
    for (var value :
        List.of(
            victims() + "/prod",
            "../" + victims() + "/prod",
            "../../" + victims() + "/secrets/prod",
            "..%2f..%2f" + victims() + "%2fsecrets%2fprod",
            "%2e%2e/%2e%2e/" + victims() + "/secrets/prod",
            "..\\..\\" + victims() + "\\secrets\\prod",
            "own/../../../" + victims() + "/secrets/prod",
            "../../../../.." + secret,
            secret,
            victims() + ":prod",
            victims() + ".prod",
            "prod." + victims(),
            "prod?namespace=" + victims(),
            "prod#" + victims())) {
      values.add(value);
    }
    var trapped = "127.0.0.1:" + trapPort();
    for (var value :
        List.of(
            "http://%s/", "//%s/", "%s", "@%s", "1@%s", "1@%s/", "1.%s", "1:80@%s", "x/../../%s")) {
      values.add(value.formatted(trapped));
    }
    values.addAll(
        List.of(
            "1:" + trapPort(),
            "1:" + trapPort() + "#",
            "1?" + trapped,
            "1#",
            "1/../..",
            "1%2f..",
            "1\r\nHost: " + trapped,
            "1\n",
            "1\u0000",
            "1 ",
            "\uff11",
            "{region}",
            "${jndi:ldap://" + trapped + "/x}",
            "$(cat /etc/passwd)",
            "file:///etc/passwd",
            "*",
            ".",
            "..",
            "regional/../otc",
            "prod",
            "a".repeat(300)));
    return values;
  }
}
