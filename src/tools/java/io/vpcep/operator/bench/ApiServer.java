package io.vpcep.operator.bench;

import io.fabric8.kubernetes.client.Config;
import io.vpcep.operator.tls.ConnectionSecurity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;

/**
 * The API server by bare HTTP: no object is parsed that need not be, so that asking takes little of
 * the processor that the measured processes share.
 */
public final class ApiServer {

  /** The path of our resources of a namespace. */
  public static final String RESOURCES =
      "/apis/vpcep.io/v1alpha1/namespaces/%s/vpcendpointconnections";

  private static final MediaType JSON = MediaType.get("application/json");
  private static final String URL = "BENCH_API_URL";
  private static final String TOKEN = "BENCH_API_TOKEN";
  private static final String AUTHORITY = "BENCH_API_AUTHORITY";

  private final String url;
  private final String token;
  private final String authority;
  private final OkHttpClient client;

  private ApiServer(String url, String token, String authority) {
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.token = token;
    this.authority = authority;
    client = client(Path.of(authority));
  }

  static ApiServer of(Config config) {
    return new ApiServer(config.getMasterUrl(), config.getOauthToken(), config.getCaCertFile());
  }

  /** The server that {@link #environment()} describes. */
  public static ApiServer ofEnvironment(Map<String, String> environment) {
    return new ApiServer(
        environment.getOrDefault(URL, ""),
        environment.getOrDefault(TOKEN, ""),
        environment.getOrDefault(AUTHORITY, ""));
  }

  /** What another process needs to reach the server. */
  Map<String, String> environment() {
    return Map.of(URL, url, TOKEN, token, AUTHORITY, authority);
  }

  private static OkHttpClient client(Path authority) {
    try (InputStream chain = Files.newInputStream(authority)) {
      var trusted = new HandshakeCertificates.Builder();
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(chain)) {
        trusted.addTrustedCertificate((X509Certificate) certificate);
      }
      var certificates = trusted.build();
      return new OkHttpClient.Builder()
          .connectionSpecs(ConnectionSecurity.SPECS)
          .sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager())
          .readTimeout(Duration.ofMinutes(1))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new BenchException("The API server's certificate cannot be read", e);
    }
  }

  /** What is at a path. */
  public String get(String path) {
    return answer(request(path).build());
  }

  /** Sends JSON; returns the answer. */
  public String send(String method, String path, String json) {
    return answer(request(path).method(method, RequestBody.create(json, JSON)).build());
  }

  /** Sends a merge patch; returns the answer. */
  String patch(String path, String json) {
    var body = RequestBody.create(json, MediaType.get("application/merge-patch+json"));
    return answer(request(path).patch(body).build());
  }

  /** An answer without end, on a connection of its own; the caller closes it. */
  Response open(String path) {
    var endless =
        client.newBuilder().connectionPool(new ConnectionPool()).readTimeout(Duration.ZERO).build();
    try {
      var response = endless.newCall(request(path).build()).execute();
      if (!response.isSuccessful()) {
        response.close();
        throw new BenchException("GET " + path + " was answered with " + response.code());
      }
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Request.Builder request(String path) {
    return new Request.Builder().url(url + path).header("Authorization", "Bearer " + token);
  }

  private String answer(Request request) {
    try (var response = client.newCall(request).execute();
        var body = response.body()) {
      var text = body == null ? "" : body.string();
      if (!response.isSuccessful()) {
        throw new BenchException(
            "%s %s was answered with %d: %s"
                .formatted(request.method(), request.url().encodedPath(), response.code(), text));
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
