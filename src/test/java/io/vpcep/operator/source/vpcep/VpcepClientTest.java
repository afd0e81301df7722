package io.vpcep.operator.source.vpcep;

import static io.vpcep.operator.cloud.support.CloudCalls.PROJECT;
import static io.vpcep.operator.cloud.support.CloudCalls.SERVICE;
import static io.vpcep.operator.cloud.support.CloudCalls.failureOf;
import static io.vpcep.operator.cloud.support.CloudCalls.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.cloud.support.CloudCalls;
import io.vpcep.operator.cloud.support.FakeCloud;
import io.vpcep.operator.cloud.support.Fixtures;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.ActionRefusal;
import io.vpcep.operator.connection.Approval;
import io.vpcep.operator.connection.CloudAction;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionError;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.source.Capability;
import io.vpcep.operator.source.SourceClient;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VpcepClientTest {

  private static final String PATH =
      "/v1/" + PROJECT + "/vpc-endpoint-services/" + SERVICE + "/connections";

  private final FakeCloud cloud = new FakeCloud();
  private final CloudCalls calls = new CloudCalls();
  private final SourceClient api = calls.of(VpcepSource.KIND);

  @AfterEach
  void close() {
    calls.close();
    cloud.close();
  }

  @Test
  void readsTheDocumentedExampleExactly() throws CloudException {
    cloud.answers(200, Fixtures.read("vpcep/connections.json"));

    assertThat(calls.listService(cloud.url()))
        .isEqualTo(
            new Page(
                List.of(
                    accepted(
                        "adb7b229-bb11-4072-bcc0-3327cd784263",
                        16777510L,
                        "2018-09-17T11:10:11Z",
                        "2018-09-17T11:10:12Z"),
                    accepted(
                        "fd69d29f-dc29-4a9b-80d8-b51d1e7e58ea",
                        16777513L,
                        "2018-09-17T07:28:56Z",
                        "2018-09-17T07:28:58Z")),
                List.of(),
                2));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"id\":\"x\",\"approval_enabled\":true}', REQUIRED",
    "'{\"id\":\"x\",\"approval_enabled\":\"false\"}', NOT_REQUIRED",
    "'{\"id\":\"x\"}', UNKNOWN"
  })
  void tellsWhetherConnectionsWaitForAcceptance(String json, Approval approval)
      throws CloudException {
    cloud.answers(200, json);

    assertThat(api.approval(session(cloud.url()), SERVICE)).isEqualTo(approval);

    assertThat(cloud.onlyRequest().uri() + "/connections").isEqualTo(PATH);
  }

  @Test
  void namesTheRightThatAnActionNeeds() {
    cloud.answers(403, "{\"error_code\":\"EndPoint.0004\",\"error_msg\":\"no right\"}");
    var source =
        new SourceKey(new AccountKey("shop", "prod"), new Source(VpcepSource.KIND, SERVICE));
    var action = new CloudAction(source, "endpoint-1", CloudAction.Verb.ACCEPT);

    assertThatThrownBy(() -> api.act(session(cloud.url()), action))
        .hasMessageContaining("grant vpcep:connections:update (docs/permissions.md)");
  }

  @Test
  void findsNothingPastTheEndOfAListThatHasBecomeShorter() throws CloudException {
    cloud.answers(400, "{\"error_code\":\"EndPoint.0010\",\"error_msg\":\"Invalid offset.\"}");

    Page page = api.list(session(cloud.url()), SERVICE, ListQuery.pageFrom(1000));

    assertThat(page).isEqualTo(new Page(List.of(), List.of(), 1000));
  }

  @Test
  void findsNothingOnAnEmptyPageAtTheEndOfTheList() throws CloudException {
    cloud.answers(200, "{\"connections\":[],\"total_count\":1000}");

    Page page = api.list(session(cloud.url()), SERVICE, ListQuery.pageFrom(1000));

    assertThat(page).isEqualTo(new Page(List.of(), List.of(), 1000));
  }

  @Test
  void sendsEveryParameterUnderTheCloudsName() throws CloudException {
    cloud.answers(200, list(""));

    calls.listService(
        cloud.url(), new ListQuery(50, 100, "adb7b229", 422321321312321321L, "create_at", "asc"));

    assertThat(cloud.onlyRequest().uri())
        .isEqualTo(
            PATH
                + "?id=adb7b229&marker_id=422321321312321321"
                + "&sort_key=create_at&sort_dir=asc&limit=50&offset=100");
  }

  @Test
  void sendsNeitherWhatIsNullNorOffsetZero() throws CloudException {
    cloud.answers(200, list(""));

    calls.listService(cloud.url(), ListQuery.ofMarker(7));

    assertThat(cloud.onlyRequest().uri()).isEqualTo(PATH + "?marker_id=7&limit=1000");
  }

  @Test
  void asksWithTheTokenOfTheAccount() throws CloudException {
    cloud.answers(200, list(""));

    calls.listService(cloud.url());

    assertThat(cloud.onlyRequest().method()).isEqualTo("GET");
    assertThat(cloud.onlyRequest().header("X-auth-token")).isEqualTo(CloudCalls.TOKEN);
  }

  @Test
  void keepsAnIdOnePathSegmentAndThePathOfTheBaseUrl() throws CloudException {
    cloud.answers(200, list(""));

    api.list(session(HttpUrl.get(cloud.url() + "gateway/")), "a/b?c#d%2e", ListQuery.pageFrom(0));

    assertThat(cloud.onlyRequest().uri())
        .startsWith(
            "/gateway/v1/" + PROJECT + "/vpc-endpoint-services/a%2Fb%3Fc%23d%252e/connections?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", "%2e%2E", ".%2e"})
  void refusesAnIdThatWouldChangeThePath(String id) {
    var failure = failureOf(() -> api.list(session(cloud.url()), id, ListQuery.pageFrom(0)));

    assertThat(failure.reason()).isEqualTo(Reason.SOURCE_NOT_FOUND);
    assertThat(cloud.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ACCEPT, receive", "REJECT, reject"})
  void actsOnOneEndpoint(CloudAction.Verb verb, String word) throws CloudException {
    cloud.answers(200, "{\"connections\":[{\"id\":\"another\",\"status\":\"accepted\"}]}");

    api.act(session(cloud.url()), action(verb));

    assertThat(cloud.onlyRequest().method()).isEqualTo("POST");
    assertThat(cloud.onlyRequest().uri()).isEqualTo(PATH + "/action");
    assertThat(cloud.onlyRequest().header("Content-type")).isEqualTo("application/json");
    assertThat(cloud.onlyRequest().header("X-auth-token")).isEqualTo(CloudCalls.TOKEN);
    assertThat(cloud.onlyRequest().body())
        .isEqualTo("{\"action\":\"%s\",\"endpoints\":[\"endpoint-1\"]}".formatted(word));
    assertThat(calls.told()).containsExactly("otc vpcep acceptOrRejectEndpoint 200");
  }

  @Test
  void saysWhyItDidNotAct() {
    cloud.answers(400, "{\"error_code\":\"EndPoint.2018\",\"error_msg\":\"being deleted\"}");

    var failure = failureOf(() -> api.act(session(cloud.url()), action(CloudAction.Verb.ACCEPT)));

    assertThat(failure.reason()).isEqualTo(Reason.CLOUD_UNAVAILABLE);
    assertThat(failure.message()).endsWith("400 EndPoint.2018: being deleted.");
  }

  @ParameterizedTest
  @CsvSource({
    "400,EndPoint.2014,ALREADY_DONE,INVALID_RESPONSE",
    "400,EndPoint.2019,IN_TRANSITION,CLOUD_UNAVAILABLE",
    "400,EndPoint.2018,GONE,CLOUD_UNAVAILABLE",
    "400,EndPoint.2013,GONE,INVALID_RESPONSE",
    "404,EndPoint.2006,GONE,SOURCE_NOT_FOUND",
    "404,Endpoint.2008,GONE,SOURCE_NOT_FOUND",
    "404,EndPoint.0005,GONE,SOURCE_NOT_FOUND",
    "404,'',GONE,SOURCE_NOT_FOUND",
    "400,EndPoint.2047,NOT_ALLOWED,INVALID_RESPONSE",
    "400,EndPoint.2012,NOT_YET,FORBIDDEN",
    "400,EndPoint.2015,NOT_YET,FORBIDDEN",
    "400,EndPoint.2046,NOT_YET,INVALID_RESPONSE",
    "400,EndPoint.2050,NOT_YET,INVALID_RESPONSE",
    "400,Endpoint.9999,NOT_YET,INVALID_RESPONSE",
    "400,Other.9999,NONE,INVALID_RESPONSE",
    "400,'',NONE,INVALID_RESPONSE",
    "403,EndPoint.9999,NONE,FORBIDDEN",
    "400,EndPoint.0014,NONE,SOURCE_NOT_FOUND",
    "400,EndPoint.0002,MALFORMED,INVALID_RESPONSE",
    "400,EndPoint.2031,MALFORMED,INVALID_RESPONSE",
    "400,EndPoint.0022,NONE,THROTTLED",
    "403,EndPoint.0004,NONE,FORBIDDEN",
    "400,EndPoint.2003,NONE,SOURCE_NOT_FOUND",
    "400,EndPoint.3062,NONE,SOURCE_NOT_FOUND",
    "500,EndPoint.0001,NONE,CLOUD_UNAVAILABLE"
  })
  void tellsWhatTheCodeSaysOfTheAction(
      int status, String code, ActionRefusal refusal, Reason reason) throws CloudException {
    cloud.answers(status, "{\"error_code\":\"%s\",\"error_msg\":\"why\"}".formatted(code));

    var failure =
        catchThrowableOfType(
            CloudException.class,
            () -> api.act(session(cloud.url()), action(CloudAction.Verb.ACCEPT)));

    assertThat(api.refusal(failure, CloudAction.Verb.ACCEPT)).isEqualTo(refusal);
    assertThat(failure.failure().reason()).isEqualTo(reason);
  }

  @Test
  void anEndpointThatSomebodyHasConnectedIsNotRejected() {
    cloud.answers(400, "{\"error_code\":\"EndPoint.2014\",\"error_msg\":\"connected\"}");

    var failure =
        catchThrowableOfType(
            CloudException.class,
            () -> api.act(session(cloud.url()), action(CloudAction.Verb.REJECT)));

    assertThat(api.refusal(failure, CloudAction.Verb.REJECT)).isEqualTo(ActionRefusal.NOT_ALLOWED);
  }

  private static CloudAction action(CloudAction.Verb verb) {
    var source =
        new SourceKey(new AccountKey("shop", "prod"), new Source(VpcepSource.KIND, SERVICE));
    return new CloudAction(source, "endpoint-1", verb);
  }

  @Test
  void filtersAndSorts() {
    assertThat(api.capabilities()).contains(Capability.FILTER);
    assertThat(api.sortKeys()).containsExactly("update_at", "updated_at");
  }

  @ParameterizedTest
  @CsvSource({
    "422321321312321321, 422321321312321321",
    "'\"16777510\"', 16777510",
    "'\"9223372036854775807\"', 9223372036854775807",
    "null,",
  })
  void readsMarkersOfAllForms(String json, @Nullable Long marker) throws CloudException {
    assertThat(only(item("\"marker_id\":" + json)).markerId()).isEqualTo(marker);
  }

  @ParameterizedTest
  @CsvSource({
    "created_at, '\"2018-09-17T11:10:11Z\"',        2018-09-17T11:10:11Z",
    "create_at,  '\"2018-09-17T11:10:11Z\"',        2018-09-17T11:10:11Z",
    "created_at, '\"2018-09-17T11:10:11\"',         2018-09-17T11:10:11Z",
    "created_at, '\"2018-09-17T11:10:11.123456Z\"', 2018-09-17T11:10:11.123456Z",
    "created_at, '\"2018-09-17T13:10:11+02:00\"',   2018-09-17T11:10:11Z",
    "created_at, '\"yesterday\"',",
    "created_at, '\"\"',",
    "created_at, '\"+99999-01-01T00:00:00Z\"',",
    "created_at, 1537182611,",
    "created_at, null,",
    "created_at, {},",
    "made_at,    '\"2018-09-17T11:10:11Z\"',",
  })
  void readsTimesOfAllForms(String field, String json, @Nullable Instant time)
      throws CloudException {
    assertThat(only(item("\"%s\":%s".formatted(field, json))).createdTime()).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"updated_at", "update_at"})
  void readsTheUpdateTimeUnderBothNames(String field) throws CloudException {
    assertThat(only(item("\"%s\":\"2018-09-17T11:10:12Z\"".formatted(field))).updatedTime())
        .isEqualTo("2018-09-17T11:10:12Z");
  }

  @Test
  void passesOnAStatusThatNoDocumentNames() throws CloudException {
    cloud.answers(200, list("{\"id\":\"a\",\"status\":\"thawing\",\"new_field\":{\"x\":[1]}}"));

    assertThat(calls.listService(cloud.url()).connections())
        .extracting(Connection::state)
        .containsExactly(new ConnectionState("thawing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"error_code\":\"EndPoint.2013\",\"error_message\":\"no\"}] | EndPoint.2013 | no",
        "{\"error_code\":\"EndPoint.2013\",\"error_message\":\"no\"} | EndPoint.2013 | no",
        "[{\"code\":\"E1\",\"message\":\"two\\nlines\"}] | E1 | two lines",
        "[{\"error_code\":17,\"error_message\":null}] | 17 | ''",
        "[null, 3, {}, {\"message\":\"m\"}] | '' | m",
      })
  void readsErrorsOfAllForms(String json, String code, String message) throws CloudException {
    assertThat(failed("\"error\":" + json).errors())
        .containsExactly(new ConnectionError(code, message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"error\":null", "\"error\":[]", "\"error\":\"text\"", "\"x\":1"})
  void takesNoErrorsForAnEmptyList(String json) throws CloudException {
    assertThat(failed(json).errors()).isEmpty();
  }

  @Test
  void tellsErrorsOfFailedConnectionsOnly() throws CloudException {
    assertThat(only(item("\"error\":[{\"error_code\":\"E\"}]")).errors()).isEmpty();
  }

  @Test
  void makesTextsPrintableAndCutsThemToTheirDocumentedLength() throws CloudException {
    Connection connection =
        failed(
            "\"description\":\"\\u001b[31mred\\n%s\",\"error\":[{\"error_message\":\"%s\"}]"
                .formatted("d".repeat(600), "e".repeat(2000)));

    assertThat(connection.description())
        .startsWith("[31mred ddd")
        .endsWith("d…")
        .hasSize(512)
        .doesNotContain("\n", "\u001b");
    assertThat(connection.errors().get(0).message()).hasSize(1024).endsWith("e…");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"status\":\"accepted\",\"marker_id\":7} | | 7 | A listed connection has no `id`.",
        "{\"id\":null,\"status\":\"accepted\"} | | | A listed connection has no `id`.",
        "{\"id\":5,\"status\":\"accepted\"} | | | The `id` of a listed connection is not a string.",
        "{\"id\":\"\",\"status\":\"accepted\"} | | | A listed connection has no `id`.",
        "{\"id\":\"a\"} | a | | A listed connection has no `status`.",
        "{\"id\":\"a\",\"status\":\" \"} | a | | A listed connection has no `status`.",
        "{\"id\":\"a\",\"status\":{}} | a | | The `status` of a listed connection is not a string.",
        "{\"id\":\"a\",\"status\":\"accepted\",\"marker_id\":1.5}"
            + "| a | | The `marker_id` of a listed connection is not an integer.",
        "{\"id\":\"a\",\"status\":\"accepted\",\"marker_id\":99999999999999999999}"
            + "| a | | The `marker_id` of a listed connection is not an integer.",
        "{\"id\":\"a\\u0000b\",\"status\":\"accepted\"}"
            + "| | | The `id` of a listed connection is not 1 to 64 printable characters.",
        "null | | | A listed connection has no `id`.",
        "[\"a\"] | | | A listed connection has no `id`.",
      })
  void oneMalformedItemLeavesTheOthersReadable(
      String json, @Nullable String id, @Nullable Long marker, String message)
      throws CloudException {
    cloud.answers(200, list(json + "," + item("\"marker_id\":8")));

    Page page = calls.listService(cloud.url());

    assertThat(page.connections()).extracting(Connection::markerId).containsExactly(8L);
    assertThat(page.malformed())
        .singleElement()
        .satisfies(
            malformed -> {
              assertThat(malformed.endpointId()).isEqualTo(id);
              assertThat(malformed.markerId()).isEqualTo(marker);
              assertThat(malformed.failure().reason()).isEqualTo(Reason.INVALID_RESPONSE);
              assertThat(malformed.failure().message()).isEqualTo(message);
            });
    assertThat(page.size()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"total_count\":0} | The response has no `connections`.",
        "{\"connections\":null,\"total_count\":1}"
            + "| The response has no `connections`, although `total_count` is not 0.",
        "{\"connections\":null} | The response has no `total_count`.",
        "{\"connections\":{},\"total_count\":0} | The `connections` of the response is not a list.",
        "{\"connections\":\"\",\"total_count\":0} | The `connections` of the response is not a list.",
        "{\"connections\":[]} | The response has no `total_count`.",
        "{\"connections\":[],\"total_count\":null} | The response has no `total_count`.",
        "{\"connections\":[],\"total_count\":-1} | The `total_count` of the response is not a count.",
        "{\"connections\":[],\"total_count\":\"x\"} | The `total_count` of the response is not a count.",
        "{\"connections\":[],\"total_count\":\"\"} | The `total_count` of the response is not a count.",
        "{\"connections\":[],\"total_count\":2.0} | The `total_count` of the response is not a count.",
        "{\"connections\":[],\"total_count\":1e3} | The `total_count` of the response is not a count.",
        "{\"connections\":[],\"total_count\":true} | The `total_count` of the response is not a count.",
        "{\"connections\":[],\"total_count\":[1]} | The response has no `total_count`.",
        "{\"connections\":[],\"total_count\":-9223372036854775808}"
            + "| The `total_count` of the response is not a count.",
        "{\"connections\":[],\"total_count\":9223372036854775808}"
            + "| The `total_count` of the response is not a count.",
        "[] | The response is not a JSON object.",
        "3 | The response is not a JSON object.",
        "'' | The response is not a JSON object.",
        "{\"connections\":[],\"total_count\":0}{} | The response holds more than one JSON value.",
        "{\"connections\":[],\"total_count\":0 | The response is not valid JSON.",
        "{\"connections\":[{\"id\":\"a\" | The response is not valid JSON.",
        "<html>welcome</html> | The response is not valid JSON.",
      })
  void refusesADocumentThatLacksWhatIsMandatory(String body, String message) {
    cloud.answers(200, body);

    var failure = calls.failureOf(cloud.url());

    assertThat(failure.reason()).isEqualTo(Reason.INVALID_RESPONSE);
    assertThat(failure.message()).isEqualTo(message);
  }

  @Test
  void readsTheTotalAsStringAndBeforeTheList() throws CloudException {
    cloud.answers(200, "{\"total_count\":\"12\",\"connections\":[]}");

    assertThat(calls.listService(cloud.url())).isEqualTo(new Page(List.of(), List.of(), 12));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 5, 1L << 62, Long.MAX_VALUE})
  void passesOnATotalHoweverLarge(long total) throws CloudException {
    cloud.answers(200, "{\"connections\":[],\"total_count\":%d}".formatted(total));

    assertThat(calls.listService(cloud.url())).isEqualTo(new Page(List.of(), List.of(), total));
  }

  @Test
  void takesNullForAnEmptyList() throws CloudException {
    cloud.answers(200, "{\"connections\":null,\"total_count\":0}");

    assertThat(calls.listService(cloud.url())).isEqualTo(new Page(List.of(), List.of(), 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null"})
  void findsNothingAtAnOffsetThatIsTheTotal(String list) throws CloudException {
    cloud.answers(200, "{\"connections\":%s,\"total_count\":1000}".formatted(list));

    assertThat(calls.listService(cloud.url(), ListQuery.pageFrom(1000)))
        .isEqualTo(new Page(List.of(), List.of(), 1000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"id\":\"a\",\"status\":\"accepted\"}", "{}"})
  void readsNoMoreItemsThanTwiceTheLargestPage(String item) throws CloudException {
    cloud.answers(200, list(String.join(",", Collections.nCopies(2000, item))));
    assertThat(calls.listService(cloud.url()).size()).isEqualTo(2000);

    cloud.answers(200, list(String.join(",", Collections.nCopies(2001, item))));
    assertThat(calls.failureOf(cloud.url()))
        .isEqualTo(
            new CloudFailure(
                Reason.INVALID_RESPONSE,
                "The response lists more than 2000 connections, which exceeds the requested limit."));
  }

  @ParameterizedTest
  @CsvSource({
    "notFound, cloud:notFound",
    "NotFound, cloud:NotFound",
    "'\u00a0notFound ', cloud:notFound",
    "not found, not found",
  })
  void doesNotTakeTheCloudsWordForTheOperatorsConclusion(String word, String shown)
      throws CloudException {
    cloud.answers(200, list("{\"id\":\"a\",\"status\":\"%s\"}".formatted(word)));

    assertThat(calls.listService(cloud.url()).connections())
        .extracting(connection -> connection.state().value())
        .containsExactly(shown);
  }

  @Test
  void cutsAStatusThatIsTooLongForAStatus() throws CloudException {
    cloud.answers(200, list("{\"id\":\"a\",\"status\":\"%s\"}".formatted("s".repeat(5000))));

    assertThat(calls.listService(cloud.url()).connections())
        .extracting(connection -> connection.state().value())
        .containsExactly("s".repeat(63) + "…");
  }

  private Connection only(String item) throws CloudException {
    cloud.answers(200, list(item));
    Page page = calls.listService(cloud.url());
    assertThat(page.malformed()).isEmpty();
    return page.connections().get(0);
  }

  private Connection failed(String fields) throws CloudException {
    return only("{\"id\":\"a\",\"status\":\"failed\",%s}".formatted(fields));
  }

  private static String item(String fields) {
    return "{\"id\":\"a\",\"status\":\"accepted\",%s}".formatted(fields);
  }

  private static String list(String items) {
    return "{\"connections\":[%s],\"total_count\":1}".formatted(items);
  }

  private static Connection accepted(String id, long marker, String created, String updated) {
    return new Connection(
        id,
        marker,
        ConnectionState.ACCEPTED,
        "5fc973eea581490997e82ea11a1df31f",
        null,
        Instant.parse(created),
        Instant.parse(updated),
        List.of(),
        null);
  }
}
