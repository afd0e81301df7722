package io.vpcep.operator.settings;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vpcep.operator.decision.Timing;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The operator's configuration, checked.
 *
 * @param clouds where clouds are
 * @param timing how often resources are polled, and when an observation is stale
 * @param rateLimit how many calls each account may make
 * @param watch which resources are watched
 * @param http the operator's own port, and its calls to clouds
 * @param perConnectionMetrics whether there are series for each connection
 */
public record Settings(
    Clouds clouds,
    Timing timing,
    RateLimit rateLimit,
    Watched watch,
    Http http,
    boolean perConnectionMetrics) {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern PROXY = Pattern.compile("|http://[A-Za-z0-9.-]+:[0-9]{1,5}");
  private static final Pattern ANY = Pattern.compile(".*");

  /**
   * A token bucket.
   *
   * @param requestsPerSecond the lasting rate
   * @param burst how many at once after a rest
   */
  public record RateLimit(int requestsPerSecond, int burst) {}

  /**
   * Which resources are watched.
   *
   * @param namespaces in which; empty for all
   * @param labelSelector of VpcEndpointConnections; empty for all
   */
  public record Watched(Set<String> namespaces, String labelSelector) {}

  /**
   * The operator's own port, and its calls to clouds.
   *
   * @param address to bind; empty for all addresses
   * @param port of /metrics, /healthz and /readyz; 0 for any free one
   * @param connectTimeout how long a connection may take
   * @param readTimeout how long an answer may take
   * @param maxResponseBytes how large an answer may be
   * @param proxy {@code http://host:port} of a proxy to the clouds; null for none
   * @param caBundle PEM file of authorities that are trusted too; null for none
   */
  public record Http(
      String address,
      int port,
      Duration connectTimeout,
      Duration readTimeout,
      long maxResponseBytes,
      @Nullable URI proxy,
      @Nullable Path caBundle) {}

  /** What holds without a configuration file. */
  public static Settings defaults() {
    try {
      return of(MissingNode.getInstance());
    } catch (SettingsException e) {
      throw new IllegalStateException("the defaults are valid", e);
    }
  }

  /**
   * Reads a YAML file.
   *
   * @throws SettingsException if it cannot be read, or something in it is not allowed
   */
  public static Settings load(Path file) throws SettingsException {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new SettingsException(file + ": cannot be read: " + e.getMessage());
    }
  }

  /**
   * Reads YAML.
   *
   * @throws SettingsException if something in it is not allowed
   */
  public static Settings parse(String yaml) throws SettingsException {
    var mapper =
        YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    try {
      return of(mapper.readTree(yaml));
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw new SettingsException(
          "line "
              + (at == null ? 0 : at.getLineNr())
              + ": no valid YAML: "
              + e.getOriginalMessage().lines().findFirst().orElse(""));
    }
  }

  private static Settings of(JsonNode node) throws SettingsException {
    var root = Section.root(node);
    var settings =
        new Settings(
            Clouds.read(root.section("clouds")),
            timing(root.section("polling")),
            rateLimit(root.section("rateLimit")),
            watch(root.section("watch")),
            http(root.section("http")),
            metrics(root.section("metrics")));
    var leaderElection = root.section("leaderElection");
    leaderElection.absent(
        "enabled", "false", "this version has no leader election; run one replica");
    leaderElection.end();
    root.end();
    return settings;
  }

  private static Timing timing(Section section) throws SettingsException {
    var least = section.duration("minInterval", Duration.ofSeconds(10), SECOND);
    var timing =
        new Timing(
            section.duration("defaultInterval", Duration.ofSeconds(60), SECOND),
            least,
            section.duration("staleAfter", Duration.ofMinutes(10), SECOND));
    // Every sweep of this version is a full one, so whatever is asked for here is kept.
    section.duration("fullSweepEvery", Duration.ofMinutes(10), SECOND);
    section.end();
    return timing;
  }

  private static RateLimit rateLimit(Section section) throws SettingsException {
    var limit =
        new RateLimit(
            section.integer("requestsPerSecond", 10, 1, 10_000),
            section.integer("burst", 20, 1, 100_000));
    section.end();
    return limit;
  }

  private static Watched watch(Section section) throws SettingsException {
    var watched =
        new Watched(
            new TreeSet<>(section.texts("namespaces", NAMESPACE, "names of namespaces")),
            section.text("labelSelector", "", ANY, "a label selector, such as shard=a"));
    section.end();
    return watched;
  }

  private static Http http(Section section) throws SettingsException {
    var address = section.text("address", "", ANY, "an address of this host, or \"\" for all");
    int port = section.integer("port", 8080, 0, 65_535);
    var connect = section.duration("connectTimeout", Duration.ofSeconds(5), Duration.ofMillis(1));
    var read = section.duration("readTimeout", Duration.ofSeconds(30), Duration.ofMillis(1));
    long most = section.bytes("maxResponseBytes", 16L << 20, 1L << 10);
    var proxy = section.text("proxy", "", PROXY, "http://host:port without a login, or \"\"");
    var caBundle = section.text("caBundle", "", ANY, "a PEM file, or \"\"");
    section.end();
    return new Http(
        address,
        port,
        connect,
        read,
        most,
        proxy.isEmpty() ? null : URI.create(proxy),
        caBundle.isEmpty() ? null : Path.of(caBundle));
  }

  private static boolean metrics(Section section) throws SettingsException {
    boolean perConnection = section.flag("perConnection", true);
    section.end();
    return perConnection;
  }
}
