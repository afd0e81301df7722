package io.vpcep.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.auth.ICredential;
import com.huaweicloud.sdk.core.region.Region;
import com.huaweicloud.sdk.css.v1.CssClient;
import com.huaweicloud.sdk.vpcep.v1.VpcepClient;
import io.vpcep.emulator.iam.AccessKey;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The vendor's Java clients, unmodified, for an emulator. */
final class VendorSdk {

  /** The SDK remembers for the whole process which project an access key has in a region. */
  private static final AtomicInteger KEYS = new AtomicInteger();

  private final String url;
  private final AccessKey key;
  private final String secretKey;

  private VendorSdk(String url, AccessKey key, String secretKey) {
    this.url = url;
    this.key = key;
    this.secretKey = secretKey;
  }

  /** With a permanent key that the emulator knows from now on. */
  static VendorSdk withPermanentKey(Emulator emulator) {
    return withKey(emulator, new AccessKey(newId(), "permanent-secret-key", null));
  }

  /** With a temporary key that the emulator knows from now on. */
  static VendorSdk withTemporaryKey(Emulator emulator) {
    return withKey(
        emulator, new AccessKey(newId(), "temporary-secret-key", "temporary-security-token"));
  }

  /** With a temporary key that the emulator gives out for its fixed token. */
  static VendorSdk withIssuedKey(Emulator emulator) {
    JsonNode credential =
        EmulatorClient.json(
                new EmulatorClient(emulator)
                    .send(
                        "POST",
                        "/v3.0/OS-CREDENTIAL/securitytokens",
                        "{\"auth\": {\"identity\": {\"methods\": [\"token\"]}}}"))
            .path("credential");
    AccessKey key =
        new AccessKey(
            credential.path("access").asText(),
            credential.path("secret").asText(),
            credential.path("securitytoken").asText());
    return new VendorSdk(emulator.url(), key, key.secretKey());
  }

  private static VendorSdk withKey(Emulator emulator, AccessKey key) {
    emulator.identity().accessKeys().put(key);
    return new VendorSdk(emulator.url(), key, key.secretKey());
  }

  private static String newId() {
    return "sdk-key-" + KEYS.incrementAndGet();
  }

  /** The same key with a secret that does not belong to it. */
  VendorSdk withWrongSecretKey() {
    return new VendorSdk(url, key, "wrong-secret-key");
  }

  /** The same key and secret with another security token. */
  VendorSdk withSecurityToken(String token) {
    return new VendorSdk(url, new AccessKey(key.id(), key.secretKey(), token), secretKey);
  }

  String accessKey() {
    return key.id();
  }

  /** For a given project. */
  VpcepClient vpcep() {
    return VpcepClient.newBuilder()
        .withCredential(credentials().withProjectId("some-project"))
        .withEndpoints(List.of(url))
        .build();
  }

  /** For the project of a region, which the SDK looks up. */
  VpcepClient vpcep(String region) {
    return VpcepClient.newBuilder()
        .withCredential(credentialsWithLookup())
        .withRegion(new Region(region, url))
        .build();
  }

  /** For a given project. */
  CssClient css() {
    return CssClient.newBuilder()
        .withCredential(credentials().withProjectId("some-project"))
        .withEndpoints(List.of(url))
        .build();
  }

  private ICredential credentialsWithLookup() {
    return credentials().withIamEndpoint(url);
  }

  private BasicCredentials credentials() {
    BasicCredentials credentials = new BasicCredentials().withAk(key.id()).withSk(secretKey);
    return key.isTemporary() ? credentials.withSecurityToken(key.securityToken()) : credentials;
  }
}
