package io.vpcep.operator.cloud;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.HttpUrl;

/**
 * Says why a call brought no whole answer, in sentences of our own: the exceptions' texts hold
 * addresses, ports and times that differ from call to call.
 */
final class LostCall {

  private static final List<String> PHRASES =
      List.of(
          "Connection refused", "No route to host", "Network is unreachable", "Connection reset");

  private static final Pattern REFUSED_TUNNEL =
      Pattern.compile("Unexpected response code for CONNECT: ([0-9]{3})");

  private final String server;
  private final HttpSettings settings;

  LostCall(String server, HttpSettings settings) {
    this.server = server;
    this.settings = settings;
  }

  /**
   * The failure, without any text of the exception but the operating system's fixed phrases.
   *
   * @param connected whether there was a connection to send the request over
   */
  CloudFailure failure(IOException cause, boolean connected) {
    boolean unreachable =
        cause instanceof ConnectException || cause instanceof UnknownHostException;
    return new CloudFailure(
        Reason.CLOUD_UNAVAILABLE,
        connected && !unreachable
            ? noAnswer(cause)
            : "no connection to " + server + via() + why(cause));
  }

  /** Without the proxy's address, which is nobody's business who only may look at a status. */
  private String via() {
    HttpProxy proxy = settings.proxy();
    HttpUrl url = HttpUrl.get("https://" + server);
    return proxy != null && proxy.serves(url.host(), url.port()) ? " through the proxy" : "";
  }

  private static String why(IOException cause) {
    if (cause instanceof UnknownHostException) {
      return ": the name cannot be resolved";
    }
    if (cause instanceof InterruptedIOException) {
      return ": timed out";
    }
    if (cause instanceof SSLException) {
      return ": " + tls(cause);
    }
    String text = cause + " " + cause.getCause();
    Matcher refusal = REFUSED_TUNNEL.matcher(text);
    if (refusal.find()) {
      return ": it refuses with status " + refusal.group(1);
    }
    if (text.contains("Failed to authenticate with proxy")) {
      return ": it asks for a login";
    }
    return PHRASES.stream()
        .filter(text::contains)
        .findFirst()
        .map(phrase -> ": " + phrase)
        .orElse("");
  }

  private static String tls(IOException cause) {
    if (cause instanceof SSLPeerUnverifiedException) {
      return "its certificate is for another name";
    }
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof CertificateException) {
        return "its certificate is not trusted";
      }
    }
    return "TLS could not be agreed on";
  }

  private String noAnswer(IOException cause) {
    if (cause instanceof SocketTimeoutException) {
      return "no answer from %s for %s".formatted(server, shown(settings.readTimeout()));
    }
    if (cause instanceof InterruptedIOException) {
      return "no whole answer from %s within %s"
          .formatted(server, shown(settings.wholeAnswerTimeout()));
    }
    return "the answer of %s broke off".formatted(server);
  }

  private static String shown(Duration duration) {
    return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }
}
