package io.vpcep.operator.cloud.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The published test vectors, and what they leave open. */
class CanonicalRequestTest {

  private static final String PROJECT_URL =
      "https://service.region.example.com/v1/77b6a44cba5143ab91d13ab9a8ff44fd";
  private static final String VPCS =
      PROJECT_URL + "/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0";
  private static final Map<String, String> AT_THE_SERVICE =
      Map.of("host", "service.region.example.com", "x-sdk-date", "20191115T033655Z");
  private static final Map<String, String> WITHOUT_HOST = Map.of("x-sdk-date", "20060102T150405Z");

  /** From the API Request Signing Guide, and from the tests of the vendor's Java and Go SDKs. */
  static Stream<Arguments> vectors() {
    return Stream.of(
        arguments(
            "the guide's example, with a signed Content-Type",
            request(
                "GET",
                VPCS,
                Map.of(
                    "content-type",
                    "application/json",
                    "host",
                    "service.region.example.com",
                    "x-sdk-date",
                    "20191115T033655Z"),
                ""),
            "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc",
            "b25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a",
            "7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe"),
        arguments(
            "a GET",
            request("GET", VPCS, AT_THE_SERVICE, ""),
            "SecretKey",
            "0e84e7853cf87931d965c80e83bffb15aa865326db3a6f57aa2560a7601dfe18",
            "fd95e7da6f695cfb4cabbb9d6b0968aec155bc576b064835282473539ae9ea1d"),
        arguments(
            "a POST",
            request("POST", PROJECT_URL + "/vpc/123", AT_THE_SERVICE, "{\"key\":\"value\"}"),
            "SecretKey",
            "79be7a43859f485df125c417ebb8821754c7ed42f6742ce8b0fd74b2b303446d",
            "b5649aa774f6cac7437631662f08815fc65c70e40e486df6db2436ce68902771"),
        arguments(
            "the root",
            request(
                "GET",
                "https://example.com/",
                Map.of("host", "example.com", "x-sdk-date", "20191115T033655Z"),
                ""),
            "SecretKey",
            "845f5f053e69e0d7cdf17c143bd6ffbc72d7be020b93b6ca2da8022efee7d6b8",
            "919ad8b75d4ad49da0d377e63ee21c4a7a54b752f6bf2878b4adbe9c19927da6"),
        arguments(
            "the date alone",
            request("GET", "https://example.com/path?limit=1", WITHOUT_HOST, ""),
            "SecretKey",
            "85c3b7730f308aee452b16138a42a914397e43a8f0d732dfa521c0ef2afa98a4",
            "5a2ce64c865e0e6046321c6f3d5a77ba8413eeaf355c3166c03d58d02ac79624"),
        arguments(
            "a body that ends with a newline",
            request(
                "POST",
                "https://example.com/path?key=value",
                WITHOUT_HOST,
                "{\"Name\":\"test\",\"Id\":1}\n"),
            "SecretKey",
            "13f75ff5f5216199f986c7e7f2f77834d5e160ad9e46f37319816dc72ba7eeab",
            "cecc2af119b18ab70b4d094c0750f3b42c02f254903179a0fc2cc72fc9db4f59"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void signsThePublishedVectors(
      String name, CanonicalRequest request, String secretKey, String hash, String signature) {
    assertThat(ByteString.encodeUtf8(request.canonical()).sha256().hex()).isEqualTo(hash);
    assertThat(request.signature(secretKey)).isEqualTo(signature);
  }

  @Test
  void writesTheHeaderOfTheGuidesExample() {
    CanonicalRequest request = request("GET", VPCS, AT_THE_SERVICE, "");

    assertThat(request.authorization(new AccessKey("AccessKey", "SecretKey", null)))
        .isEqualTo(
            "SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=host;x-sdk-date, "
                + "Signature=fd95e7da6f695cfb4cabbb9d6b0968aec155bc576b064835282473539ae9ea1d");
  }

  @Test
  void writesTheQueryOfTheGoSdksTest() {
    HttpUrl url =
        HttpUrl.get("https://example.com/")
            .newBuilder()
            .addQueryParameter("limit", "1")
            .addQueryParameter("enable", "true")
            .addQueryParameter("test", "一 (&=?!#%.*)")
            .addQueryParameter("path", "/tmp/123")
            .addQueryParameter("multi", "1")
            .addQueryParameter("multi", "2")
            .addQueryParameter("multi", "3")
            .build();

    assertThat(request("GET", url.toString(), WITHOUT_HOST, "").canonicalQuery())
        .isEqualTo(
            "enable=true&limit=1&multi=1&multi=2&multi=3&path=%2Ftmp%2F123"
                + "&test=%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29");
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "?, ''",
    "?&&, ''",
    "?a, a=",
    "?a=, a=",
    "?=, =",
    "?=b, =b",
    "?b=2&B=1&a=3, B=1&a=3&b=2",
    "?a=2&b&a=1, a=2&a=1&b=",
    "?a=b+c, a=b%20c",
    "?a=b%2Bc, a=b%2Bc",
    "?a=%7e~, a=~~",
    "?a=b=c, a=b%3Dc",
    "?{=1&z=2, %7B=1&z=2",
  })
  void sortsTheQueryByEncodedName(String query, String canonical) {
    assertThat(request("GET", "https://example.com/" + query, WITHOUT_HOST, "").canonicalQuery())
        .isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "'', /",
    "/a, /a/",
    "/a/, /a/",
    "//, //",
    "/a//b, /a//b/",
    "/a//, /a//",
    "/a/../b/./c, /b/c/",
    "/%41%2f%3F%23%25, /A%2F%3F%23%25/",
    "/a+b c, /a%2Bb%20c/",
    "/~*'(), /~%2A%27%28%29/",
    "/ü, /%C3%BC/",
  })
  void encodesThePathOnceAndEndsItWithASlash(String path, String canonical) {
    CanonicalRequest request = request("GET", "https://example.com" + path, WITHOUT_HOST, "");

    assertThat(request.canonical().lines().skip(1).findFirst()).contains(canonical);
  }

  private static CanonicalRequest request(
      String method, String url, Map<String, String> headers, String body) {
    return new CanonicalRequest(
        method, HttpUrl.get(url), new TreeMap<>(headers), ByteString.encodeUtf8(body));
  }
}
