package io.vpcep.operator.cloud.auth;

import static io.vpcep.operator.cloud.support.CloudCalls.NOW;
import static io.vpcep.operator.cloud.support.CloudCalls.PROJECT;
import static io.vpcep.operator.cloud.support.CloudCalls.TOKEN;
import static io.vpcep.operator.cloud.support.CloudCalls.endpoints;
import static io.vpcep.operator.cloud.support.CloudCalls.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.support.CloudCalls;
import io.vpcep.operator.cloud.support.FakeCloud;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IamProjectsTest {

  private static final Authenticator BY_TOKEN = new TokenAuthenticator(TOKEN);

  private final FakeCloud cloud = new FakeCloud();
  private final CloudCalls calls = new CloudCalls();

  @AfterEach
  void close() {
    calls.close();
    cloud.close();
  }

  @Test
  void findsTheProjectOfTheRegion() throws CloudException {
    cloud.answers(
        200,
        """
        {"links": {"self": "https://iam/v3/projects?name=eu-de", "previous": null, "next": null},
         "projects": [
          {"is_domain": false, "description": null, "links": {"self": "https://iam/p"},
           "enabled": true, "id": "%s", "parent_id": "d", "domain_id": "d", "name": "eu-de"}]}
        """
            .formatted(PROJECT));

    assertThat(find(BY_TOKEN)).isEqualTo(PROJECT);
    assertThat(calls.told()).containsExactly("otc iam listProjects 200");
    FakeCloud.Received request = cloud.onlyRequest();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.uri()).isEqualTo("/v3/projects?name=eu-de");
    assertThat(request.header("X-auth-token")).isEqualTo(TOKEN);
    assertThat(request.header("Content-type")).isEqualTo("application/json;charset=utf8");
  }

  @Test
  void asksWithASignatureToo() throws CloudException {
    cloud.answers(200, "{\"projects\":[{\"id\":\"p1\",\"name\":\"eu-de\"}]}");
    AccessKey key = new AccessKey("AK", "SK", null);

    find(new AccessKeyAuthenticator(key, null, Clock.fixed(NOW, ZoneOffset.UTC)));

    assertThat(cloud.onlyRequest().header("Authorization"))
        .startsWith("SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'id':'p1','name':'eu-de'}",
        "{'id':'p1','name':'eu-de','enabled':null}",
        "{'id':'p1','name':'eu-de','enabled':false}",
        "{'id':'p1','name':'eu-de'},{'id':'p2','name':'eu-de_shop'},{'id':'p3','name':'EU-DE'}",
        "{'id':'p1','name':'eu-de'},{'id':'p2','name':'eu-de','enabled':false}",
        "{'id':'p1','name':'eu-de'},{'id':null,'name':null},null,7,{}",
      })
  void takesTheOneEnabledProjectOfExactlyThatName(String projects) throws CloudException {
    cloud.answers(200, "{\"projects\":[" + projects.replace('\'', '"') + "]}");

    assertThat(find(BY_TOKEN)).isEqualTo("p1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'projects':[]}",
        "{'projects':[{'id':'p1','name':'eu-de_shop'}]}",
        "{'projects':[{'id':'p1','name':null}]}",
      })
  void saysHowToFixThatThereIsNone(String body) {
    cloud.answers(200, body.replace('\'', '"'));

    assertThat(failure())
        .isEqualTo(
            new CloudFailure(
                Reason.PROJECT_NOT_FOUND,
                "IAM lists no project named \"eu-de\". Correct spec.region, or set spec.projectID."));
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void saysHowToFixThatThereAreSeveral(boolean enabled) {
    String project = "{\"id\":\"p\",\"name\":\"eu-de\",\"enabled\":" + enabled + "}";
    cloud.answers(200, "{\"projects\":[" + project + "," + project + "]}");

    assertThat(failure())
        .isEqualTo(
            new CloudFailure(
                Reason.PROJECT_NOT_FOUND,
                "IAM lists 2 projects named \"eu-de\". Set spec.projectID to the ID of one of them."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | The response of IAM has no `projects`.",
        "[] | The response of IAM has no `projects`.",
        "{'projects':null} | The response of IAM has no `projects`.",
        "{'projects':{}} | The response of IAM has no `projects`.",
        "{'projects':[{'name':'eu-de'}]} | The response of IAM has a project ID that is not 1 to 64 letters, digits, - or _.",
        "{'projects':[{'name':'eu-de','id':null}]} | The response of IAM has a project ID that is not 1 to 64 letters, digits, - or _.",
        "{'projects':[{'name':'eu-de','id':'a b'}]} | The response of IAM has a project ID that is not 1 to 64 letters, digits, - or _.",
        "'' | The response of IAM is empty.",
        "<html> | The response is not valid JSON.",
      })
  void refusesAnAnswerThatIsNotWhatWasPromised(String body, String message) {
    cloud.answers(200, body.replace('\'', '"'));

    assertThat(failure()).isEqualTo(new CloudFailure(Reason.INVALID_RESPONSE, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | {\"error\":{\"code\":401,\"message\":\"The token is wrong.\"}} | UNAUTHORIZED",
        "403 | {\"error_code\":\"IAM.0002\",\"error_msg\":\"not authorised\"} | PROJECT_NOT_FOUND",
        "404 | {\"error_code\":\"APIG.0101\",\"error_msg\":\"no API\"} | INVALID_RESPONSE",
        "429 | {\"error_code\":\"IAM.0012\",\"error_msg\":\"slow\"} | THROTTLED",
        "503 | {} | CLOUD_UNAVAILABLE",
      })
  void judgesRefusals(int status, String body, Reason reason) {
    cloud.answers(status, body);

    assertThat(failure().reason()).isEqualTo(reason);
  }

  private String find(Authenticator authenticator) throws CloudException {
    return calls.iam().findProject(endpoints(cloud.url()), authenticator);
  }

  private CloudFailure failure() {
    return failureOf(() -> find(BY_TOKEN));
  }
}
