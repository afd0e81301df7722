package io.vpcep.operator.settings;

import static io.vpcep.operator.settings.Section.matching;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vpcep.operator.api.LabelSelector;
import io.vpcep.operator.cloud.HttpProxy;
import io.vpcep.operator.cloud.HttpSettings;
import io.vpcep.operator.cloud.NoProxyRule;
import io.vpcep.operator.decision.PollPolicy;
import io.vpcep.operator.leadership.LeaseTerms;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The operator's configuration, checked.
 *
 * @param clouds where clouds are
 * @param pollPolicy how often resources are polled, and when an observation is stale
 * @param fullSweepEvery for how long only what changed is read of a list; zero for never
 * @param rateLimit how many calls each account may make
 * @param watch which resources are watched
 * @param http the operator's own port, and its calls to clouds
 * @param metrics what is exported of each resource
 * @param acceptanceEnabled whether acceptance policies may change clouds
 * @param leaderElection how replicas agree on the one that works
 */
public record Settings(
    Clouds clouds,
    PollPolicy pollPolicy,
    Duration fullSweepEvery,
    RateLimit rateLimit,
    Watched watch,
    Http http,
    Metrics metrics,
    boolean acceptanceEnabled,
    LeaderElection leaderElection) {

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern NAMESPACE_OR_NONE = Pattern.compile("|" + NAMESPACE.pattern());
  private static final Pattern OBJECT = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9.:%_-]*");

  private static final String EXCLUSIONS =
      "host names, .domains, IP addresses, CIDR blocks and \"*\", names and addresses with a :port if"
          + " need be";

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
   * @param labelSelector of those that watch sources, and of the accounts that are reported on
   */
  public record Watched(Set<String> namespaces, LabelSelector labelSelector) {}

  /**
   * The operator's own port, and its calls to clouds.
   *
   * @param address to bind; empty for all addresses
   * @param port of /metrics, /healthz and /readyz; 0 for any free one
   * @param connectTimeout how long a connection may take
   * @param readTimeout how long a response may take
   * @param maxResponseBytes how large a response may be; by default 16 MiB, some 40 times a page of
   *     1,000 connections
   * @param proxy on the way to the clouds; null for none
   * @param caBundle PEM file of authorities that are trusted too; null for none
   */
  public record Http(
      String address,
      int port,
      Duration connectTimeout,
      Duration readTimeout,
      long maxResponseBytes,
      @Nullable HttpProxy proxy,
      @Nullable Path caBundle) {}

  /**
   * What is exported of each resource.
   *
   * @param perConnection whether there are series for each connection
   * @param connectionLabels keys of labels that become labels of metrics, each with its name there
   */
  public record Metrics(boolean perConnection, Map<String, String> connectionLabels) {}

  /**
   * How replicas agree on the one that works.
   *
   * @param enabled false for a replica that is alone
   * @param leaseName of the Lease; all replicas of one release name the same
   * @param leaseNamespace of the Lease; empty for the namespace that the operator runs in
   * @param terms how it is timed
   */
  public record LeaderElection(
      boolean enabled, String leaseName, String leaseNamespace, LeaseTerms terms) {}

  private record Polling(PollPolicy policy, Duration fullSweepEvery) {}

  /** What holds without a configuration file. */
  public static Settings defaults() {
    try {
      return Section.readAll(MissingNode.getInstance(), Settings::read);
    } catch (SettingsException e) {
      throw new IllegalStateException("the defaults are valid", e);
    }
  }

  /**
   * Reads a YAML file.
   *
   * @throws SettingsException if it cannot be read, or something in it is not allowed; names the
   *     file
   */
  public static Settings load(Path file) throws SettingsException {
    try {
      return parse(Files.readString(file));
    } catch (SettingsException e) {
      throw new SettingsException(file + ": " + e.getMessage());
    } catch (NoSuchFileException e) {
      throw new SettingsException(file + ": no such file");
    } catch (CharacterCodingException e) {
      throw new SettingsException(file + ": not encoded in UTF-8");
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
      return Section.readAll(mapper.readTree(yaml), Settings::read);
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw new SettingsException(
          "line " + (at == null ? 0 : at.getLineNr()) + ": invalid YAML: " + problem(e));
    }
  }

  /** The parser's sentences, without the lines between them that quote the file. */
  private static String problem(JacksonException e) {
    return e.getOriginalMessage()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith(" "))
        .collect(Collectors.joining(": "));
  }

  private static Settings read(Section root) throws SettingsException {
    var polling = root.section("polling", Settings::polling);
    return new Settings(
        root.section("clouds", Clouds::read),
        polling.policy(),
        polling.fullSweepEvery(),
        root.section("rateLimit", Settings::rateLimit),
        root.section("watch", Settings::watch),
        root.section("http", Settings::http),
        root.section("metrics", Settings::metrics),
        root.section("acceptance", section -> section.flag("enabled", false)),
        root.section("leaderElection", Settings::leaderElection));
  }

  private static Polling polling(Section section) throws SettingsException {
    var least = section.duration("minInterval", "10s", "1s", "24h");
    var usual = section.duration("defaultInterval", "1m", "1s", "24h");
    var active = section.duration("activeInterval", "15s", "0s", "24h");
    usual = longer(usual, least);
    var policy =
        new PollPolicy(
            usual,
            active.isZero() || active.compareTo(usual) > 0 ? usual : longer(active, least),
            least,
            section.duration("staleAfter", "10m", "1s", "168h"));
    return new Polling(policy, section.duration("fullSweepEvery", "10m", "0s", "168h"));
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }

  private static RateLimit rateLimit(Section section) throws SettingsException {
    return new RateLimit(
        section.integer("requestsPerSecond", 10, 1, 10_000),
        section.integer("burst", 20, 1, 100_000));
  }

  private static Watched watch(Section section) throws SettingsException {
    return new Watched(
        new TreeSet<>(section.list("namespaces", "namespace names", matching(NAMESPACE))),
        section.value(
            "labelSelector",
            "",
            "a label selector, such as shard=a or shard in (a, b), or \"\"",
            LabelSelector::of));
  }

  private static Http http(Section section) throws SettingsException {
    var exclusions = section.list("noProxy", EXCLUSIONS, NoProxyRule::parse);
    return new Http(
        section.value("address", "", "an address of this host, or \"\" for all", matching(ADDRESS)),
        section.integer("port", 8080, 0, 65_535),
        section.duration("connectTimeout", "5s", "0.001s", "1h"),
        section.duration("readTimeout", "30s", "0.001s", "1h"),
        section.bytes("maxResponseBytes", "16MiB", 1L << 10, 1L << 30),
        section.<@Nullable HttpProxy>value(
            "proxy",
            "",
            "http://host:port without credentials, or \"\"",
            text -> text.isEmpty() ? null : new HttpProxy(URI.create(text), exclusions)),
        section.<@Nullable Path>value(
            "caBundle",
            "",
            "a readable PEM file that contains only certificates, or \"\"",
            text -> text.isEmpty() ? null : HttpSettings.checkedBundle(Path.of(text))));
  }

  private static Metrics metrics(Section section) throws SettingsException {
    return new Metrics(section.flag("perConnection", true), MetricLabels.read(section));
  }

  private static LeaderElection leaderElection(Section section) throws SettingsException {
    return new LeaderElection(
        section.flag("enabled", false),
        section.value("leaseName", "vpcep-operator", "the name of a Lease", matching(OBJECT)),
        section.value(
            "leaseNamespace",
            "",
            "the name of a namespace, or \"\" for the operator's own",
            matching(NAMESPACE_OR_NONE)),
        terms(section));
  }

  /** Each is shorter than the one before, or else a leader could be taken for dead that is not. */
  private static LeaseTerms terms(Section section) throws SettingsException {
    var lease = section.seconds("leaseDuration", "15s", "2s", "10m");
    var deadline = section.shorterDuration("renewDeadline", "10s", "1s", "leaseDuration", lease);
    var retry = section.shorterDuration("retryPeriod", "2s", "0.1s", "renewDeadline", deadline);
    return new LeaseTerms(lease, deadline, retry);
  }
}
