package io.vpcep.operator.source.css;

import static io.vpcep.operator.cloud.support.CloudCalls.CLUSTER;
import static io.vpcep.operator.cloud.support.CloudCalls.PROJECT;
import static io.vpcep.operator.cloud.support.CloudCalls.failureOf;
import static io.vpcep.operator.cloud.support.CloudCalls.session;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.cloud.support.CloudCalls;
import io.vpcep.operator.cloud.support.FakeCloud;
import io.vpcep.operator.cloud.support.Fixtures;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.CssCluster;
import io.vpcep.operator.connection.CssDetails;
import io.vpcep.operator.source.SourceClient;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CssClientTest {

  private static final String PATH =
      "/v1.0/" + PROJECT + "/clusters/" + CLUSTER + "/vpcepservice/connections";

  private static final CssCluster CLUSTER_DETAILS = new CssCluster(null, false);

  private final FakeCloud cloud = new FakeCloud();
  private final CloudCalls calls = new CloudCalls();
  private final SourceClient api = calls.of(CssSource.KIND);

  @AfterEach
  void close() {
    calls.close();
    cloud.close();
  }

  @Test
  void readsTheDocumentedExampleExactly() throws CloudException {
    cloud.answers(200, Fixtures.read("css/connections.json"));

    assertThat(calls.listCluster(cloud.url()))
        .isEqualTo(
            new Page(
                List.of(
                    new Connection(
                        "connectionsID",
                        null,
                        ConnectionState.ACCEPTED,
                        "domainID",
                        null,
                        Instant.parse("2021-09-17T08:00:07Z"),
                        null,
                        List.of(),
                        new CssDetails("3000", "default", null, null, null, CLUSTER_DETAILS))),
                List.of(),
                1,
                CLUSTER_DETAILS));
    assertThat(calls.told()).containsExactly("otc css listConnections 200");
  }

  @Test
  void readsTheNewerFormWithItsFurtherFields() throws CloudException {
    cloud.answers(
        200,
        """
        {"vpcepUpdateSwitch": true, "vpcServiceName": "eu-de.css.1", "permissions": [{"id": "p"}],
         "connections": [{"id": "a", "status": "rejected", "maxSession": 3000,
           "specificationName": null, "created_at": "2021-09-17T08:00:07",
           "updated_at": "2021-09-18T08:00:07.5Z", "vpcepIp": "192.168.0.7",
           "vpcepIpv6Address": "2001:db8::7", "vpcepDnsName": "vpcep-7.search.example.com"}],
         "total_count": 1}
        """);

    Page page = calls.listCluster(cloud.url());

    CssCluster cluster = new CssCluster("eu-de.css.1", true);
    Connection connection = page.connections().get(0);
    assertThat(page.cluster()).isEqualTo(cluster);
    assertThat(connection.css())
        .isEqualTo(
            new CssDetails(
                "3000", null, "192.168.0.7", "2001:db8::7", "vpcep-7.search.example.com", cluster));
    assertThat(connection.createdTime()).isEqualTo("2021-09-17T08:00:07Z");
    assertThat(connection.updatedTime()).isEqualTo("2021-09-18T08:00:07.5Z");
    assertThat(connection.domainId()).isNull();
  }

  @Test
  void whatBelongsToTheClusterIsKeptOnceForAllConnectionsOfAPage() throws CloudException {
    cloud.answers(
        200,
        """
        {"connections": [{"id": "a", "status": "accepted"}, {"id": "b", "status": "accepted"}],
         "total_count": 2, "vpcServiceName": "eu-de.css.1"}
        """);

    Page page = calls.listCluster(cloud.url());

    assertThat(page.connections())
        .extracting(c -> requireNonNull(c.css()).cluster())
        .allSatisfy(cluster -> assertThat(cluster).isSameAs(page.cluster()));
  }

  @ParameterizedTest
  @CsvSource({
    "null,",
    "'\"\"',",
    "[],",
    "17, 17",
    "'\"a\\u001b[31m\\nb\"', 'a[31m b'",
  })
  void textsOfTheClusterAreFitToBeShown(String json, @Nullable String shown) throws CloudException {
    cloud.answers(
        200,
        """
        {"connections": [{"id": "a", "status": "accepted", "vpcepIp": %1$s, "vpcepDnsName": %1$s}],
         "vpcServiceName": %1$s, "total_count": 1}
        """
            .formatted(json));

    CssDetails css = requireNonNull(calls.listCluster(cloud.url()).connections().get(0).css());

    assertThat(css.ip()).isEqualTo(shown);
    assertThat(css.dnsName()).isEqualTo(shown);
    assertThat(css.cluster().serviceName()).isEqualTo(shown);
  }

  @Test
  void textsOfTheClusterAreCut() throws CloudException {
    String endless = "x".repeat(10_000);
    cloud.answers(
        200,
        """
        {"connections": [{"id": "a", "status": "accepted", "vpcepIp": "%1$s",
           "vpcepDnsName": "%1$s"}], "vpcServiceName": "%1$s", "total_count": 1}
        """
            .formatted(endless));

    CssDetails css = requireNonNull(calls.listCluster(cloud.url()).connections().get(0).css());

    assertThat(css.ip()).hasSize(64).endsWith("…");
    assertThat(css.dnsName()).hasSize(255).endsWith("…");
    assertThat(css.cluster().serviceName()).hasSize(255).endsWith("…");
  }

  @ParameterizedTest
  @CsvSource({"'\"true\"', true", "false, false", "'\"maybe\"',", "null,", "[],"})
  void readsTheSwitchOfAllForms(String json, @Nullable Boolean enabled) throws CloudException {
    cloud.answers(
        200,
        """
        {"connections": [{"id": "a", "status": "accepted"}], "vpcepUpdateSwitch": %s,
         "total_count": 1}
        """
            .formatted(json));

    assertThat(calls.listCluster(cloud.url()).connections())
        .extracting(c -> requireNonNull(c.css()).cluster().updateEnabled())
        .containsExactly(enabled);
  }

  @Test
  void sendsLimitAndOffsetOnly() throws CloudException {
    cloud.answers(200, "{\"connections\":[],\"total_count\":0}");

    api.list(session(cloud.url()), CLUSTER, new ListQuery(20, 40, "a", 7L, "id", "asc"));

    assertThat(cloud.onlyRequest().uri()).isEqualTo(PATH + "?limit=20&offset=40");
  }

  @Test
  void doesNotSendOffsetZero() throws CloudException {
    cloud.answers(200, "{\"connections\":[],\"total_count\":0}");

    calls.listCluster(cloud.url());

    assertThat(cloud.onlyRequest().uri()).isEqualTo(PATH + "?limit=1000");
  }

  @Test
  void oneMalformedItemLeavesTheOthersReadable() throws CloudException {
    cloud.answers(
        200,
        "{\"connections\":[{\"id\":\"a\"},{\"id\":\"b\",\"status\":\"x\"}],\"total_count\":2}");

    Page page = calls.listCluster(cloud.url());

    assertThat(page.connections()).extracting(Connection::endpointId).containsExactly("b");
    assertThat(page.malformed()).extracting(Page.Malformed::endpointId).containsExactly("a");
  }

  @Test
  void takesNullForAnEmptyList() throws CloudException {
    cloud.answers(200, "{\"connections\":null,\"vpcepUpdateSwitch\":true,\"total_count\":0}");

    assertThat(calls.listCluster(cloud.url()))
        .isEqualTo(new Page(List.of(), List.of(), 0, new CssCluster(null, true)));
  }

  @Test
  void readsAllThatAnOldVersionWithoutLimitLists() throws CloudException {
    String item = "{}";
    cloud.answers(200, list(String.join(",", Collections.nCopies(10_000, item))));
    assertThat(calls.listCluster(cloud.url()).size()).isEqualTo(10_000);

    cloud.answers(200, list(String.join(",", Collections.nCopies(10_001, item))));
    assertThat(failureOf(() -> calls.listCluster(cloud.url())))
        .isEqualTo(
            new CloudFailure(
                Reason.INVALID_RESPONSE,
                "The response lists more than 10000 connections, which exceeds the requested limit."));
  }

  @Test
  void understandsNoFilters() {
    assertThat(api.capabilities()).isEmpty();
    assertThat(api.sortKeys()).isEmpty();
  }

  private static String list(String items) {
    return "{\"connections\":[%s],\"total_count\":1}".formatted(items);
  }
}
