package io.vpcep.operator.cloud;

import static io.vpcep.operator.cloud.support.CloudCalls.CLUSTER;
import static io.vpcep.operator.cloud.support.CloudCalls.SERVICE;
import static io.vpcep.operator.cloud.support.CloudCalls.endpoints;
import static io.vpcep.operator.cloud.support.CloudCalls.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vpcep.operator.cloud.ErrorTable.Call;
import io.vpcep.operator.cloud.ErrorTable.Promise;
import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.cloud.auth.IamClient;
import io.vpcep.operator.cloud.auth.PasswordLogin;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.source.SourceTypes;
import io.vpcep.operator.source.UnlistedSource;
import io.vpcep.operator.source.css.CssSource;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.MessageList;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** What is said of calls to a cloud that failed. */
public final class CloudMessages {

  private static final PasswordLogin LOGIN = new PasswordLogin("reader", "sesame", "domain");
  private static final String ERROR = "{\"error_code\": \"%s\", \"error_msg\": \"<sentence>\"}";
  private static final String ITEM = "{\"connections\": [%s], \"total_count\": 1}";
  private static final Map<String, String> TOKEN = Map.of("X-Subject-Token", "T0ken");
  private static final String EXPIRY = "\"expires_at\": \"2026-01-03T00:00:00.000000Z\"";

  private static final HttpUrl URL = HttpUrl.get("https://cloud.example");
  private static final int MAX_BYTES = 64 * 1024;

  private final MessageList list;
  private final FakeTransport transport = new FakeTransport();
  private final CloudHttp http;

  private CloudMessages(MessageList list) {
    this.list = list;
    this.http =
        new CloudHttp(
            new HttpSettings(
                "1", Duration.ofSeconds(5), Duration.ofSeconds(30), MAX_BYTES, null, null),
            (cloud, api, operation, code, duration) -> {},
            Clock.systemUTC(),
            SourceTypes.SUPPORTED.errors(),
            transport::in);
  }

  /** Adds them. */
  public static void add(MessageList list) {
    var messages = new CloudMessages(list);
    list.section("Error responses of the clouds, each hint once; docs/errors.md has all codes");
    messages.errors();
    messages.refusedSignatures();
    list.section("Responses that cannot be used");
    messages.lists();
    messages.items();
    messages.logins();
    list.section("No response");
    messages.lost();
    messages.ended();
  }

  private void errors() {
    Set<String> said = new HashSet<>();
    for (var promise : ErrorTable.promises()) {
      var failure = failure(promise);
      if (said.add(failure.message().split("Cloud: ", 2)[0])) {
        var code = promise.code().isEmpty() ? "" : " " + promise.code();
        list.add(
            "%s: %d%s: %s"
                .formatted(asked(promise.call()), promise.status(), code, failure.reason().value()),
            failure.message());
      }
    }
  }

  private static String asked(Call call) {
    return switch (call) {
      case LIST_SERVICE -> "VPCEP list";
      case LIST_CLUSTER -> "CSS list";
      case LOGIN -> "login";
      case PROJECT_LOOKUP -> "project look-up";
    };
  }

  private void refusedSignatures() {
    for (var words : List.of("signature expired", "failed to reach the limit", "ak not exist")) {
      give(401, ERROR.formatted("APIG.0301").replace("<sentence>", words), Map.of());
      list.add("the gateway says: " + words, failure(Call.LIST_SERVICE).message());
    }
    list.add(
        "spec.vpcEndpointService.id is two dots",
        catchThrowableOfType(CloudException.class, () -> list(new Source(VpcepSource.KIND, "..")))
            .failure()
            .message());
  }

  private CloudFailure failure(Promise promise) {
    boolean isBare = promise.code().isEmpty();
    give(promise.status(), isBare ? "" : ERROR.formatted(promise.code()), TOKEN);
    return failure(promise.call());
  }

  private CloudFailure failure(Call call) {
    return catchThrowableOfType(CloudException.class, () -> make(call)).failure();
  }

  private void give(int status, String body, Map<String, String> headers) {
    transport.give(
        new RawResponse('V', status, Headers.of(headers), body.getBytes(StandardCharsets.UTF_8)));
  }

  private void make(Call call) throws CloudException {
    var unused =
        switch (call) {
          case LIST_SERVICE -> list(new Source(VpcepSource.KIND, SERVICE));
          case LIST_CLUSTER -> list(new Source(CssSource.KIND, CLUSTER));
          case LOGIN -> new IamClient(http).issueToken(endpoints(URL), LOGIN, null);
          case PROJECT_LOOKUP ->
              new IamClient(http).findProject(endpoints(URL), Authenticator.NONE);
        };
  }

  /** As a sweep lists a source. */
  private Page list(Source source) throws CloudException {
    var client = SourceTypes.SUPPORTED.clients(http).apply(source.kind());
    try {
      return client.list(session(URL), source.id(), ListQuery.pageFrom(0));
    } catch (CloudException e) {
      throw UnlistedSource.named(
          e, client, new SourceKey(new AccountKey("shop", "prod"), source), session(URL));
    }
  }

  private void lists() {
    add("is a web page", "<html>", Map.of("Content-Type", "text/html"));
    add("is not JSON", "hello", Map.of());
    add("holds two documents", "{\"connections\": [], \"total_count\": 0} {}", Map.of());
    add("is larger than http.maxResponseBytes", "\"" + "x".repeat(MAX_BYTES), Map.of());
    add("is deeply nested", "{\"a\":" + "[".repeat(2000), Map.of());
    add("is a list", "[]", Map.of());
    add("has no connections", "{\"total_count\": 0}", Map.of());
    add("has null for connections", "{\"connections\": null, \"total_count\": 1}", Map.of());
    add("has no list for connections", "{\"connections\": 1}", Map.of());
    add("has no total", "{\"connections\": []}", Map.of());
    add(
        "has a total that is not a number",
        "{\"connections\": [], \"total_count\": \"a\"}",
        Map.of());
    add(
        "has more connections than the limit",
        "{\"connections\": [" + "{},".repeat(2001) + "{}]}",
        Map.of());
  }

  private void add(String situation, String body, Map<String, String> headers) {
    give(200, body, headers);
    list.add("the response " + situation, failure(Call.LIST_SERVICE).message());
  }

  private void items() {
    item("no ID", "{}");
    item("an ID that is too long", "{\"id\": \"" + "x".repeat(65) + "\"}");
    item("no status", "{\"id\": \"a\"}");
    item("a status that is not a string", "{\"id\": \"a\", \"status\": {}}");
    item(
        "a marker that is not a number",
        "{\"id\": \"a\", \"status\": \"accepted\", \"marker_id\": \"x\"}");
  }

  private void item(String situation, String item) {
    give(200, ITEM.formatted(item), Map.of());
    try {
      var malformed = list(new Source(VpcepSource.KIND, SERVICE)).malformed().get(0);
      list.add("a connection has " + situation, malformed.failure().message());
    } catch (CloudException e) {
      throw new AssertionError(situation, e);
    }
  }

  private void logins() {
    login("an empty response to a login", "", TOKEN);
    login("a login without token", "{\"token\": {}}", Map.of());
    login("a login with a token of two words", "{}", Map.of("X-Subject-Token", "a b"));
    login("a login without expiry", "{\"token\": {}}", TOKEN);
    login("a login without project", "{\"token\": {" + EXPIRY + "}}", TOKEN);
    login(
        "a login with an invalid project ID",
        "{\"token\": {" + EXPIRY + ", \"project\": {\"id\": \"a b\"}}}",
        TOKEN);
    lookUp("a project look-up without a list", "{}");
    lookUp("no project of that name", "{\"projects\": []}");
    var project = "{\"name\": \"eu-de\", \"id\": \"p\"}";
    lookUp("two projects of that name", "{\"projects\": [%1$s, %1$s]}".formatted(project));
  }

  private void login(String situation, String body, Map<String, String> headers) {
    give(201, body, headers);
    addFailure(situation, Call.LOGIN);
  }

  private void lookUp(String situation, String body) {
    give(200, body, Map.of());
    addFailure(situation, Call.PROJECT_LOOKUP);
  }

  private void addFailure(String situation, Call call) {
    var failure = failure(call);
    list.add("%s: %s".formatted(situation, failure.reason().value()), failure.message());
  }

  private void lost() {
    lost("no DNS entry", new UnknownHostException(), null);
    lost("nobody listens", new ConnectException("Connection refused"), null);
    lost("no route", new ConnectException("No route to host"), null);
    lost("no network", new ConnectException("Network is unreachable"), null);
    lost("the connection is reset at once", new IOException("Connection reset"), null);
    lost("the connection cannot be made in time", new SocketTimeoutException(), null);
    lost("another certificate", new SSLPeerUnverifiedException("x"), null);
    var untrusted = new SSLHandshakeException("x");
    untrusted.initCause(new CertificateException("x"));
    lost("an unknown authority", untrusted, null);
    lost("no TLS", new SSLException("x"), null);
    lost("the proxy refuses", new IOException("Unexpected response code for CONNECT: 403"), null);
    lost("the proxy wants a login", new IOException("Failed to authenticate with proxy"), null);
    lost("no bytes in time", new SocketTimeoutException(), Duration.ofSeconds(30));
    lost(
        "no bytes, although the timeout has not passed",
        new SocketTimeoutException(),
        Duration.ZERO);
    lost("not all bytes in time", new InterruptedIOException(), Duration.ofSeconds(35));
    lost("the connection is closed", new IOException("x"), Duration.ZERO);
    lost("the bytes are no HTTP", new ProtocolException("x"), Duration.ZERO);
  }

  /**
   * Adds what is said of an exception.
   *
   * @param connected since when there is a connection; null if there is none
   */
  private void lost(String situation, IOException cause, @Nullable Duration connected) {
    var proxy =
        situation.contains("proxy")
            ? new HttpProxy(URI.create("http://proxy:3128"), List.of())
            : null;
    var settings =
        new HttpSettings("1", Duration.ofSeconds(5), Duration.ofSeconds(30), 1024, proxy, null);
    var mapper = new IoErrorMapper("vpcep.example", settings);
    var elapsed = connected == null ? Duration.ZERO : connected;
    var failure = mapper.failure(cause, connected != null, elapsed);
    list.add("%s: %s".formatted(situation, failure.reason().value()), failure.message());
  }

  private void ended() {
    Thread.currentThread().interrupt();
    list.add("the calling thread is interrupted", failure(Call.LIST_SERVICE).message());
    assertThat(Thread.interrupted()).isTrue();
    list.add("the operator itself fails in a call", CloudFailure.internalError().message());
    http.close();
    list.add("the operator stops", failure(Call.LIST_SERVICE).message());
  }
}
