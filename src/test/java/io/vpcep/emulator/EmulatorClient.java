package io.vpcep.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Asks an emulator over HTTP, with the JDK's client. */
public final class EmulatorClient {

  public static final String SERVICE = "4189d3c2-8882-4871-a3c2-d380272eed88";
  public static final String CLUSTER = "4f3deec3-efa8-4598-bf91-560aad1377a3";
  public static final String TOKEN = "emulator-token";
  public static final String LIST =
      "/v1/some-project/vpc-endpoint-services/" + SERVICE + "/connections";
  public static final String CSS_LIST =
      "/v1.0/some-project/clusters/" + CLUSTER + "/vpcepservice/connections";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final String url;

  public EmulatorClient(Emulator emulator) {
    url = emulator.url();
  }

  /** A request with the fixed token, to be changed further. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(Duration.ofSeconds(20))
        .header("X-Auth-Token", TOKEN);
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).build());
  }

  public HttpResponse<String> getWith(String token, String path) {
    return send(request(path).setHeader("X-Auth-Token", token).build());
  }

  public HttpResponse<String> getWithoutToken(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)).build());
  }

  public HttpResponse<String> send(String method, String path, String body) {
    return send(request(path).method(method, BodyPublishers.ofString(body)).build());
  }

  /** Asks for a token of the user emulator in a project of this name. */
  public HttpResponse<String> login(String password, String project) {
    return send(
        "POST",
        "/v3/auth/tokens",
        """
        {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "emulator",
        "password": "%s", "domain": {"name": "emulator"}}}}, "scope": {"project": {"name": "%s"}}}}
        """
            .formatted(password, project));
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new NoResponse(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public static JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  /** The IDs of the listed connections, in their order. */
  public static List<String> ids(HttpResponse<String> response) {
    return json(response).path("connections").findValuesAsText("id");
  }

  /** There was no response, or no complete one. */
  public static final class NoResponse extends RuntimeException {

    NoResponse(IOException cause) {
      super(cause);
    }
  }
}
