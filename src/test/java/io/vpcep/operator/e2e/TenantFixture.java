package io.vpcep.operator.e2e;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.http.LoggedRequest;
import io.vpcep.operator.VpcepOperator;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.chart.OperatorAccount;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.settings.Settings;
import io.vpcep.operator.support.Traces;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Two tenants of one operator that watches all namespaces: a victim with an account that works, and
 * Mallory, who may edit another namespace by the roles that the chart adds to the usual ones.
 */
final class TenantFixture implements AutoCloseable {

  static final String VICTIMS_KEY = "victims-access-key";
  static final String VICTIMS_SECRET = "victims-secret-key";
  static final String MALLORYS_KEY = "mallorys-access-key";

  static final String CONNECTION =
      "{accountRef: {name: prod}, vpcEndpointService: {id: s}, endpointID: e, pollInterval: 1h}";

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String MALLORYS_SECRET = "mallorys-secret-key";

  private final Emulator cloud;
  private final HttpServer trap;
  private final Queue<String> callsOfTheTrap = new ConcurrentLinkedQueue<>();
  private final OperatorAccount rights;
  private final KubernetesClient victim;
  private final KubernetesClient mallory;
  private final KubernetesClient operatorClient;
  private final VpcepOperator operator;

  private TenantFixture(ControlPlane plane) throws Exception {
    cloud = Emulator.start(EmulatorOptions.defaults().withData(data()));
    trap = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    trap.createContext(
        "/",
        exchange -> {
          callsOfTheTrap.add(exchange.getRequestURI().toString());
          exchange.close();
        });
    trap.start();
    victim = plane.client(plane.createNamespace("victim"));
    rights = OperatorAccount.create(plane, victim.getNamespace(), OperatorAccount.Scope.CLUSTER);
    mallory = mallory(plane, plane.createNamespace("mallory"));
    operatorClient = rights.client();
    operator = VpcepOperator.start(settings(), operatorClient, "test");
  }

  /** Starts cloud and operator; when this returns, the victim's connection has been read. */
  static TenantFixture meet(ControlPlane plane) throws Exception {
    var tenantFixture = new TenantFixture(plane);
    tenantFixture.settle(tenantFixture.victim, "prod", VICTIMS_KEY, VICTIMS_SECRET);
    tenantFixture.settle(tenantFixture.mallory, "own", MALLORYS_KEY, MALLORYS_SECRET);
    tenantFixture
        .victim
        .resource(resource("VpcEndpointConnection", "orders-db", CONNECTION))
        .create();
    tenantFixture.awaitVictimsState("accepted");
    tenantFixture.awaitReady(tenantFixture.mallory, "own");
    tenantFixture.cloud.requests().clear();
    return tenantFixture;
  }

  private void settle(KubernetesClient tenant, String name, String key, String secretKey) {
    Traces.secrets(List.of(secretKey));
    var keys = "{accessKey: %s, secretKey: %s}".formatted(key, secretKey);
    tenant.resource(secret(name, keys)).create();
    var spec = "{cloud: regional, region: '1', projectID: p, credentialsSecretRef: {name: %s}}";
    tenant.resource(resource("CloudAccount", name, spec.formatted(name))).create();
  }

  /** The manifest of one of our kinds; the spec is YAML. */
  static String resource(String kind, String name, String spec) {
    return """
        apiVersion: vpcep.io/v1alpha1
        kind: %s
        metadata: {name: %s}
        spec: %s
        """
        .formatted(kind, name, spec);
  }

  /** The manifest of a Secret; the keys with their values are YAML. */
  static String secret(String name, String keys) {
    return """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s}
        stringData: %s
        """
        .formatted(name, keys);
  }

  private static String data() {
    return """
        accessKeys:
          - {accessKey: %s, secretKey: %s}
          - {accessKey: %s, secretKey: %s}
        services:
          - {id: s, connections: [{id: e, status: accepted}]}
        clusters:
          - {id: c, connections: [{id: e, status: accepted}]}
        """
        .formatted(VICTIMS_KEY, VICTIMS_SECRET, MALLORYS_KEY, MALLORYS_SECRET);
  }

  /**
   * The cloud's region is a part of its host name. No such host exists: the emulator is reached as
   * their proxy, and the trap, should a region lead there, without one.
   */
  private Settings settings() throws Exception {
    return Settings.parse(
        """
        clouds: {regional: {iam: "%1$s", vpcep: "%1$s", css: "%1$s"}}
        http: {address: 127.0.0.1, port: 0, connectTimeout: 1s, readTimeout: 2s, proxy: "%2$s", noProxy: [127.0.0.1]}
        """
            .formatted("http://cloud.{region}.example.com", cloud.url()));
  }

  /** No controller fills the usual role edit here, so she has what it would be filled with. */
  private KubernetesClient mallory(ControlPlane plane, String namespace) {
    try (var admin = plane.client(namespace)) {
      for (var role :
          List.of(
              "system:aggregate-to-edit",
              "system:aggregate-to-view",
              victim.getNamespace() + "-edit",
              victim.getNamespace() + "-view")) {
        admin
            .resource(
                new RoleBindingBuilder()
                    .withNewMetadata()
                    .withName(role.replace(':', '-'))
                    .endMetadata()
                    .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                    .addNewSubject("rbac.authorization.k8s.io", "User", "mallory", null)
                    .build())
            .create();
      }
    }
    var config =
        new ConfigBuilder(plane.config())
            .withNamespace(namespace)
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

  private void awaitReady(KubernetesClient tenant, String account) {
    await()
        .atMost(SOON)
        .until(
            () -> {
              var found = tenant.resources(CloudAccount.class).withName(account).require();
              return found.getStatus() != null
                  && found.getStatus().conditions() != null
                  && found.getStatus().conditions().get(0).status().equals("True");
            });
  }

  void awaitVictimsState(String state) {
    await()
        .atMost(SOON)
        .until(
            () -> {
              var found = victim.resources(VpcEndpointConnection.class).withName("orders-db");
              return found.require().getStatus() != null
                  && Objects.equals(found.require().getStatus().state(), state);
            });
  }

  /** A client with the rights of somebody who may edit one namespace. */
  KubernetesClient mallory() {
    return mallory;
  }

  /** The victim's namespace. */
  String victims() {
    return victim.getNamespace();
  }

  /** What the cloud was asked since both tenants had settled. */
  List<LoggedRequest> requests() {
    return cloud.requests().all();
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

  @Override
  public void close() {
    operator.close();
    operatorClient.close();
    for (var tenant : List.of(victim, mallory)) {
      tenant.resources(VpcEndpointConnection.class).delete();
      tenant.resources(CloudAccount.class).delete();
      tenant.close();
    }
    rights.close();
    trap.stop(0);
    cloud.close();
  }
}
