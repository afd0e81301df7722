package io.vpcep.operator.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.vpcep.operator.api.VpcEndpointConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Pipe;
import okio.Source;
import okio.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of our resources only what is used comes in, however much a tenant puts into them. */
class KeptFieldsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String RESOURCE =
      """
      {"apiVersion": "vpcep.io/v1alpha1", "kind": "VpcEndpointConnection",
       "metadata": {
         "annotations": {"a": "b", "vpcep.io/requested-at": "now", "c": "d"},
         "creationTimestamp": "2026-01-01T00:00:00Z", "deletionGracePeriodSeconds": 0,
         "deletionTimestamp": "2026-01-02T00:00:00Z", "finalizers": ["x/y"], "generateName": "g-",
         "generation": 3, "labels": {"l": "m"}, "managedFields": [{"fieldsV1": {"f:spec": {}}}],
         "name": "n", "namespace": "ns", "ownerReferences": [{"name": "o"}], "resourceVersion": "7",
         "selfLink": "/s", "uid": "u"},
       "spec": {"labels": "kept", "ratio": 1.50, "metadata": {"labels": {"l": "kept too"}}},
       "status": {"markerID": 1234567890123456, "annotations": {"a": "kept"}}}
      """;

  private static final String KEPT =
      """
      {"apiVersion": "vpcep.io/v1alpha1", "kind": "VpcEndpointConnection",
       "metadata": {
         "annotations": {"vpcep.io/requested-at": "now"},
         "creationTimestamp": "2026-01-01T00:00:00Z", "generation": 3,
         "name": "n", "namespace": "ns", "resourceVersion": "7", "uid": "u"},
       "spec": {"labels": "kept", "ratio": 1.50, "metadata": {"labels": {"l": "kept too"}}},
       "status": {"markerID": 1234567890123456, "annotations": {"a": "kept"}}}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "{\"kind\": \"List\", \"metadata\": {\"resourceVersion\": \"9\", \"continue\": \"c\"}, \"items\": [%1$s, %1$s]}",
        "{\"items\": [%s], \"metadata\": {\"remainingItemCount\": 1}}",
        "{\"type\": \"ADDED\", \"object\": %s}",
      })
  void whatIsNotUsedIsLeftOutAndAllElseStays(String form) throws IOException {
    assertThat(read(kept(form.formatted(RESOURCE)))).isEqualTo(read(form.formatted(KEPT)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"metadata\":{},\"code\":410}}",
        "{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}}}}",
        "{\"labels\":{\"a\":[1,null,true,\"\\u00e9\\n\"]}}",
      })
  void whatElseTheServerSaysPassesAsItIs(String text) throws IOException {
    assertThat(read(kept(text))).isEqualTo(read(text));
  }

  @Test
  void ofTheLabelsOnlyThoseAreKeptThatAreExported() throws IOException {
    // Given
    var text =
        """
        {"metadata": {"labels": {"team": "shop", "other": "x", "tier": "gold"}, "name": "n"},
         "spec": {"labels": {"other": "kept"}}}
        """;
    BufferedSource source = new Buffer().writeUtf8(text);

    // When
    var kept =
        Okio.buffer((Source) new KeptFieldsSource(source, Set.of("team", "tier"), token -> {}))
            .readUtf8();

    // Then
    assertThat(read(kept))
        .isEqualTo(
            read(
                """
                {"metadata": {"labels": {"team": "shop", "tier": "gold"}, "name": "n"},
                 "spec": {"labels": {"other": "kept"}}}
                """));
  }

  @Test
  void anOwnerWithALongUidHidesNobody() throws Exception {
    // Given
    var uid = "u".repeat(60_000);
    var owned =
        """
        {"kind": "VpcEndpointConnection", "metadata": {"managedFields": [{"fieldsV1":
         {"f:metadata": {"f:ownerReferences": {"k:{\\"uid\\":\\"%s\\"}": {}}}}}], "name": "n"}}
        """
            .formatted(uid);

    // Then
    assertThat(read(kept(owned)).at("/metadata/name").asText()).isEqualTo("n");
    var access = new ConfigBuilder().withAutoConfigure(false).build();
    try (var client = KubernetesAccess.client(access, new ForbiddenInterceptor())) {
      var event = "{\"type\": \"ADDED\", \"object\": %s}".formatted(owned);
      var read = client.getKubernetesSerialization().unmarshal(event, WatchEvent.class);
      assertThat(read.getObject()).isInstanceOf(VpcEndpointConnection.class);
    }
  }

  @Test
  void aLongRequestIsRepresentedByItsDigest() throws IOException {
    var first = requestedAt("x".repeat(200_000) + "1");
    var second = requestedAt("x".repeat(200_000) + "2");

    assertThat(first).hasSizeLessThan(129).isNotEqualTo(second);
    assertThat(requestedAt("x".repeat(200_000) + "1")).isEqualTo(first);
    assertThat(requestedAt("x".repeat(128))).isEqualTo("x".repeat(128));
  }

  @Test
  void ofAHugePageNoMoreIsReadThanHasBeenAskedFor() throws IOException {
    // Given
    var page = new HugePage(250, 256 * 1024);
    var source =
        Okio.buffer(
            (Source) new KeptFieldsSource(Okio.buffer((Source) page), Set.of(), token -> {}));

    // When
    source.readUtf8(1);
    long afterTheFirstByte = page.read;
    var rest = source.readUtf8();

    // Then
    assertThat(page.read).isGreaterThan(60_000_000);
    assertThat(afterTheFirstByte).isLessThan(40_000_000);
    assertThat(page.mostInMemory).isLessThan(100_000);
    assertThat(rest.length()).isLessThan(100_000);
    assertThat(read("{" + rest).at("/items")).hasSize(250);
  }

  @Test
  void anEventOfAWatchComesBeforeTheNextOneIsThere() throws IOException {
    // Given
    var pipe = new Pipe(1 << 20);
    var server = Okio.buffer(pipe.sink());
    var source =
        Okio.buffer(
            (Source) new KeptFieldsSource(Okio.buffer(pipe.source()), Set.of(), token -> {}));
    for (int i = 0; i < 3; i++) {
      // When
      server
          .writeUtf8("{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"n" + i + "\"}}}\n")
          .flush();
      var line =
          assertTimeoutPreemptively(Duration.ofSeconds(5), () -> source.readUtf8LineStrict());

      // Then
      assertThat(read(line).at("/object/metadata/name").asText()).isEqualTo("n" + i);
    }
    server.close();
    assertThat(source.exhausted()).isTrue();
  }

  @Test
  void whatBreaksOffFails() throws IOException {
    var source =
        new KeptFieldsSource(
            new Buffer().writeUtf8("{\"items\": [{\"metadata\": {"), Set.of(), token -> {});

    assertThatIOException().isThrownBy(() -> Okio.buffer((Source) source).readUtf8());
  }

  @Test
  void theClientReadsListsOfOursFrugallyAndOthersAsTheyAre() throws Exception {
    // Given
    try (var server = new MockWebServer()) {
      server.start();
      Config access =
          new ConfigBuilder()
              .withAutoConfigure(false)
              .withMasterUrl(server.url("/").toString())
              .build();
      try (var client = KubernetesAccess.client(access, new ForbiddenInterceptor())) {
        // When
        server.enqueue(json("{\"items\": [" + RESOURCE + "]}"));
        var ours = client.resources(VpcEndpointConnection.class).inAnyNamespace().list();
        server.enqueue(json("{\"kind\": \"Secret\", \"metadata\": {\"labels\": {\"a\": \"b\"}}}"));
        Secret secret = client.secrets().inNamespace("ns").withName("s").get();

        // Then
        var metadata = ours.getItems().get(0).getMetadata();
        assertThat(metadata.getLabels()).isEmpty();
        assertThat(metadata.getAnnotations()).containsOnlyKeys("vpcep.io/requested-at");
        assertThat(metadata.getDeletionTimestamp()).isNull();
        assertThat(secret.getMetadata().getLabels()).containsEntry("a", "b");
      }
    }
  }

  private static MockResponse json(String body) {
    return new MockResponse().setHeader("Content-Type", "application/json").setBody(body);
  }

  private static String requestedAt(String value) throws IOException {
    var text = "{\"metadata\": {\"annotations\": {\"vpcep.io/requested-at\": \"" + value + "\"}}}";
    return read(kept(text))
        .path("metadata")
        .path("annotations")
        .path("vpcep.io/requested-at")
        .asText();
  }

  private static String kept(String text) throws IOException {
    BufferedSource source = new Buffer().writeUtf8(text);
    return Okio.buffer((Source) new KeptFieldsSource(source, Set.of(), token -> {})).readUtf8();
  }

  private static JsonNode read(String text) throws IOException {
    return JSON.readTree(text);
  }

  /** A page whose resources have annotations of that size; made while it is read. */
  private static final class HugePage implements Source {

    private final int items;
    private final byte[] annotation;
    private int next;
    private final Buffer made = new Buffer();
    private long read;
    private long mostInMemory;

    HugePage(int items, int size) {
      this.items = items;
      this.annotation = "x".repeat(size).getBytes(UTF_8);
      made.writeUtf8("{\"items\":[");
    }

    @Override
    public long read(Buffer sink, long byteCount) {
      mostInMemory = Math.max(mostInMemory, sink.size());
      if (made.size() == 0 && next < items) {
        made.writeUtf8(next++ == 0 ? "" : ",");
        made.writeUtf8("{\"metadata\":{\"name\":\"n" + next + "\",\"annotations\":{\"a\":\"");
        made.write(annotation);
        made.writeUtf8("\"}},\"spec\":{\"endpointID\":\"" + "e".repeat(200) + "\"}}");
        made.writeUtf8(next == items ? "]}" : "");
      }
      long taken = made.read(sink, Math.min(byteCount, 8192));
      read += Math.max(taken, 0);
      return taken;
    }

    @Override
    public Timeout timeout() {
      return Timeout.NONE;
    }

    @Override
    public void close() {
      made.clear();
    }
  }
}
