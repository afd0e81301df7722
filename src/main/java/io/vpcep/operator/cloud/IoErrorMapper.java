package io.vpcep.operator.cloud;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.HttpUrl;

/**
 * Says why a call brought no whole response, in sentences of our own: the exceptions' texts hold
 * addresses, ports and times that differ from call to call.
 *
 * @param server host and port of the call
 * @param settings how the call was made
 */
record IoErrorMapper(String server, HttpSettings settings) {

  private static final List<String> PHRASES =
      List.of(
          "Connection refused", "No route to host", "Network is unreachable", "Connection reset");

  private static final Pattern REFUSED_TUNNEL =
      Pattern.compile("Unexpected response code for CONNECT: ([0-9]{3})");

  /** The library's words for a body that ends too early; all else of its kind breaks HTTP. */
  private static final String TRUNCATED = "unexpected end of stream";

  /** The library's words for a gzip header or trailer that is none. */
  private static final Pattern NO_GZIP =
      Pattern.compile("(ID1ID2|FHCRC|CRC|ISIZE): actual .*|gzip finished without .*");

  /**
   * The failure, without any text of the exception but the operating system's fixed phrases.
   *
   * @param connected whether the last try had a connection to send the request over
   * @param elapsed since the call began, so that no longer wait is claimed than there was
   */
  CloudFailure failure(IOException cause, boolean connected, Duration elapsed) {
    if (connected && isMalformed(cause)) {
      return new CloudFailure(
          Reason.INVALID_RESPONSE,
          "Received a malformed HTTP response from %s; check for a proxy or a wrong endpoint."
              .formatted(server));
    }
    boolean unreachable =
        cause instanceof ConnectException || cause instanceof UnknownHostException;
    return new CloudFailure(
        Reason.CLOUD_UNAVAILABLE,
        connected && !unreachable
            ? noResponse(cause, elapsed)
            : "No connection to " + server + why(cause) + ".");
  }

  private static boolean isMalformed(IOException cause) {
    String text = String.valueOf(cause.getMessage());
    return (cause instanceof ProtocolException && !text.equals(TRUNCATED))
        || cause.getCause() instanceof DataFormatException
        || NO_GZIP.matcher(text).matches();
  }

  /** Without the proxy's address, which is nobody's business who only may look at a status. */
  private String why(IOException cause) {
    HttpProxy proxy = settings.proxy();
    HttpUrl url = HttpUrl.get("https://" + server);
    boolean proxied = proxy != null && proxy.serves(url.host(), url.port());
    String reason = reason(cause);
    return (proxied ? " through the proxy" : "") + (reason.isEmpty() ? "" : ": " + reason);
  }

  private static String reason(IOException cause) {
    if (cause instanceof UnknownHostException) {
      return "the host name cannot be resolved";
    }
    if (cause instanceof InterruptedIOException) {
      return "timed out";
    }
    if (cause instanceof SSLException) {
      return tls(cause);
    }
    String text = cause + " " + cause.getCause();
    Matcher refusal = REFUSED_TUNNEL.matcher(text);
    if (refusal.find()) {
      return "CONNECT was refused with status " + refusal.group(1);
    }
    if (text.contains("Failed to authenticate with proxy")) {
      return "proxy authentication is not supported";
    }
    return PHRASES.stream().filter(text::contains).findFirst().orElse("");
  }

  private static String tls(IOException cause) {
    if (cause instanceof SSLPeerUnverifiedException) {
      return "the certificate is for another host name";
    }
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof CertificateException) {
        return "the certificate is not trusted";
      }
    }
    return "TLS handshake failed";
  }

  private String noResponse(IOException cause, Duration elapsed) {
    if (cause instanceof SocketTimeoutException) {
      return timedOut("No response from " + server, " for ", settings.readTimeout(), elapsed);
    }
    if (cause instanceof InterruptedIOException) {
      return timedOut(
          "No complete response from " + server,
          " within ",
          settings.wholeAnswerTimeout(),
          elapsed);
    }
    return "Connection to %s closed before the response was complete.".formatted(server);
  }

  /** Names the timeout only where it has passed. */
  private static String timedOut(
      String what, String preposition, Duration timeout, Duration elapsed) {
    return elapsed.compareTo(timeout) < 0
        ? what + ": timed out."
        : what + preposition + shown(timeout) + ".";
  }

  private static String shown(Duration duration) {
    return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }
}
