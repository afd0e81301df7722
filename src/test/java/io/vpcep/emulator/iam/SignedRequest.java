package io.vpcep.emulator.iam;

import com.sun.net.httpserver.Headers;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.Payload;
import io.vpcep.emulator.http.QueryString;
import io.vpcep.emulator.http.Route;
import java.net.InetAddress;
import java.net.URI;

/** A request with a signature that was computed elsewhere. */
final class SignedRequest {

  static final String HOST = "service.region.example.com";
  static final String DATE = "20191115T033655Z";

  private final Headers headers = new Headers();
  private final String method;
  private final String target;
  private Payload payload = Payload.of("");

  private SignedRequest(String method, String target) {
    this.method = method;
    this.target = target;
    with("Host", HOST).with("X-Sdk-Date", DATE);
  }

  static SignedRequest of(String method, String target) {
    return new SignedRequest(method, target);
  }

  /** With a header, in place of one of the same name. */
  SignedRequest with(String header, String value) {
    headers.set(header, value);
    return this;
  }

  SignedRequest without(String header) {
    headers.remove(header);
    return this;
  }

  SignedRequest body(String text) {
    payload = Payload.of(text);
    return this;
  }

  SignedRequest body(byte[] bytes) {
    payload = Payload.of(bytes);
    return this;
  }

  /** With {@code Access=AccessKey}. */
  SignedRequest signed(String signedHeaders, String signature) {
    return signedAs("Access=AccessKey", signedHeaders, signature);
  }

  SignedRequest signedAs(String who, String signedHeaders, String signature) {
    return with(
        "Authorization",
        "SDK-HMAC-SHA256 %s, SignedHeaders=%s, Signature=%s"
            .formatted(who, signedHeaders, signature));
  }

  EmulatedRequest arrived() {
    URI uri = URI.create(target);
    return new EmulatedRequest(
        method,
        uri,
        QueryString.byName(uri.getRawQuery()),
        headers,
        payload,
        InetAddress.getLoopbackAddress(),
        Route.of(method, uri.getPath()));
  }
}
