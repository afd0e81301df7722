package io.vpcep.operator.command;

import static io.vpcep.operator.command.ListFixture.CLUSTER;
import static io.vpcep.operator.command.ListFixture.NOON;
import static io.vpcep.operator.command.ListFixture.SERVICE;
import static io.vpcep.operator.command.ListFixture.listed;
import static io.vpcep.operator.command.ListFixture.listedWithUnreadable;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionError;
import io.vpcep.operator.connection.CssCluster;
import io.vpcep.operator.connection.CssDetails;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@code list} prints. */
class ListFormatTest {

  private static final Connection FAILED =
      aConnection()
          .of("b")
          .marked(422321321312321321L)
          .createdAt(NOON)
          .updatedAt(NOON.plusMillis(1_700))
          .failedWith(
              new ConnectionError("EndPoint.2022", "Failed."), new ConnectionError("X.1", ""))
          .build();

  @Test
  void aTableHasALineForEachConnectionTheOldestFirst() {
    var printout =
        ListFormat.table.print(
            listed(
                aConnection()
                    .of("undated")
                    .marked(null)
                    .ownedBy(null)
                    .in("pendingAcceptance")
                    .build(),
                FAILED,
                aConnection().of("a").createdAt(NOON).build(),
                aConnection().of("older").createdAt(NOON.minusSeconds(1)).build()));

    assertThat(printout.text())
        .isEqualTo(
            """
            ENDPOINT   STATE               MARKER               DOMAIN     CREATED                UPDATED                ERROR
            older      accepted            1                    domain-1   2026-03-01T11:59:59Z   -                      -
            a          accepted            1                    domain-1   2026-03-01T12:00:00Z   -                      -
            b          failed              422321321312321321   domain-1   2026-03-01T12:00:00Z   2026-03-01T12:00:01Z   EndPoint.2022: Failed.; X.1
            undated    pendingAcceptance   -                    -          -                      -                      -
            """);
    assertThat(printout.notes())
        .containsExactly("VPC endpoint service service-1 lists 4 connections; nothing was changed");
  }

  @Test
  void aTableOfNothingHasItsHead() {
    var printout = ListFormat.table.print(listed());

    assertThat(printout.text())
        .isEqualTo("ENDPOINT   STATE   MARKER   DOMAIN   CREATED   UPDATED   ERROR\n");
    assertThat(printout.notes())
        .containsExactly("VPC endpoint service service-1 lists 0 connections; nothing was changed");
  }

  @Test
  void jsonHasTheFieldsOfAStatus() {
    var printout = ListFormat.json.print(listed(FAILED));

    assertThat(printout.text())
        .isEqualTo(
            """
            {
              "account" : "shop/prod",
              "source" : {
                "kind" : "VpcEndpointService",
                "id" : "service-1"
              },
              "total" : 1,
              "unreadable" : 0,
              "connections" : [ {
                "state" : "failed",
                "endpointID" : "b",
                "markerID" : 422321321312321321,
                "domainID" : "domain-1",
                "createdTime" : "2026-03-01T12:00:00Z",
                "updatedTime" : "2026-03-01T12:00:01Z",
                "errors" : [ {
                  "code" : "EndPoint.2022",
                  "message" : "Failed."
                }, {
                  "code" : "X.1",
                  "message" : ""
                } ]
              } ]
            }
            """);
    assertThat(printout.notes())
        .containsExactly("VPC endpoint service service-1 lists 1 connection; nothing was changed");
  }

  @Test
  void jsonHasWhatAClusterTells() {
    var css =
        new CssDetails("3000", "default", "10.0.0.7", null, null, new CssCluster("search", true));

    var printout =
        ListFormat.json.print(
            listed(CLUSTER, ConnectionFilter.ALL, aConnection().ofCluster(css).build()));

    assertThat(printout.text())
        .contains("\"kind\" : \"CssCluster\"", "\"ip\" : \"10.0.0.7\"")
        .contains("\"serviceName\" : \"search\"")
        .doesNotContain("null", "dnsName");
  }

  @Test
  void jsonOfNothingHasAnEmptyList() {
    assertThat(ListFormat.json.print(listed()).text())
        .contains("\"total\" : 0", "\"connections\" : [ ]");
  }

  @Test
  void textsOfTheCloudStayTexts() {
    var nasty = "\",\"state\":\"x\\n---\n# {";

    assertThat(ListFormat.json.print(listed(aConnection().described(nasty).build())).text())
        .contains("\"description\" : \"\\\",\\\"state\\\":\\\"x\\\\n---\\n# {\"");
  }

  @Test
  void filtersByStateAndDomainAndSaysHowManyAreShown() {
    var filter = new ConnectionFilter(Set.of("failed", "rejected"), Set.of("domain-1"));

    var printout =
        ListFormat.table.print(
            listed(
                SERVICE,
                filter,
                FAILED,
                aConnection().of("accepted").build(),
                aConnection().of("foreign").in("failed").ownedBy("domain-2").build(),
                aConnection().of("unknown").in("rejected").ownedBy(null).build()));

    assertThat(printout.text()).hasLineCount(2).contains("\nb ");
    assertThat(printout.notes())
        .containsExactly(
            "VPC endpoint service service-1 lists 4 connections; 1 shown; nothing was changed");
  }

  @Test
  void saysWhatCannotBeRead() {
    var printout = ListFormat.json.print(listedWithUnreadable(2, FAILED));

    assertThat(printout.text()).contains("\"total\" : 3", "\"unreadable\" : 2");
    assertThat(printout.notes())
        .containsExactly(
            "VPC endpoint service service-1 lists 3 connections; nothing was changed",
            "2 connections cannot be read: A listed connection has no `status`.");
  }
}
