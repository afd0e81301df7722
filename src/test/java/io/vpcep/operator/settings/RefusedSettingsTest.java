package io.vpcep.operator.settings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcep.operator.cloud.support.Authority;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each bad input gets one line that names the key, its value, and what is allowed. */
class RefusedSettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # unknown keys, at each level
          pooling: {}                       | pooling: unknown key; known keys: acceptance, clouds, http, leaderElection, metrics, polling, rateLimit, watch
          acceptance: {mode: Enforce}       | acceptance.mode: unknown key; known keys: enabled
          polling: {interval: 60s}          | polling.interval: unknown key; known keys: activeInterval, defaultInterval, fullSweepEvery, minInterval, staleAfter
          rateLimit: {perSecond: 1}         | rateLimit.perSecond: unknown key; known keys: burst, requestsPerSecond
          watch: {namespace: shop}          | watch.namespace: unknown key; known keys: labelSelector, namespaces
          leaderElection: {lease: 1s}       | leaderElection.lease: unknown key; known keys: enabled, leaseDuration, leaseName, leaseNamespace, renewDeadline, retryPeriod
          http: {host: a}                   | http.host: unknown key; known keys: address, caBundle, connectTimeout, maxResponseBytes, noProxy, port, proxy, readTimeout
          metrics: {perSource: true}        | metrics.perSource: unknown key; known keys: connectionLabels, perConnection
          clouds: {otc: {obs: 'https://a'}} | clouds.otc.obs: unknown key; known keys: css, iam, regions, vpcep
          clouds: {otc: {regions: {eu-1: {obs: 'https://a'}}}} | clouds.otc.regions.eu-1.obs: unknown key; known keys: css, iam, vpcep
          Polling: {}                       | Polling: unknown key; known keys: acceptance, clouds, http, leaderElection, metrics, polling, rateLimit, watch
          # durations
          polling: {defaultInterval: soon}  | polling.defaultInterval: Invalid value: "soon": must be a duration from 1s to 24h, such as 60s or 5m
          polling: {defaultInterval: 60}    | polling.defaultInterval: Invalid value: 60: must be a duration from 1s to 24h, such as 60s or 5m
          polling: {defaultInterval: 999ms} | polling.defaultInterval: Invalid value: "999ms": must be a duration from 1s to 24h, such as 60s or 5m
          polling: {defaultInterval: -60s}  | polling.defaultInterval: Invalid value: "-60s": must be a duration from 1s to 24h, such as 60s or 5m
          polling: {defaultInterval: ''}    | polling.defaultInterval: Invalid value: "": must be a duration from 1s to 24h, such as 60s or 5m
          polling: {minInterval: 999ms}     | polling.minInterval: Invalid value: "999ms": must be a duration from 1s to 24h, such as 60s or 5m
          polling: {staleAfter: 0s}         | polling.staleAfter: Invalid value: "0s": must be a duration from 1s to 168h, such as 60s or 5m
          polling: {fullSweepEvery: 1d}     | polling.fullSweepEvery: Invalid value: "1d": must be a duration from 0s to 168h, such as 60s or 5m
          polling: {staleAfter: [10m]}      | polling.staleAfter: Invalid value: ["10m"]: must be a duration from 1s to 168h, such as 60s or 5m
          polling: {staleAfter: 9999999999h} | polling.staleAfter: Invalid value: "9999999999h": must be a duration from 1s to 168h, such as 60s or 5m
          http: {readTimeout: 0s}           | http.readTimeout: Invalid value: "0s": must be a duration from 0.001s to 1h, such as 60s or 5m
          http: {connectTimeout: 999h}      | http.connectTimeout: Invalid value: "999h": must be a duration from 0.001s to 1h, such as 60s or 5m
          # numbers, sizes, flags
          http: {port: 65536}               | http.port: Invalid value: 65536: must be a whole number from 0 to 65535
          http: {port: -1}                  | http.port: Invalid value: -1: must be a whole number from 0 to 65535
          http: {port: http}                | http.port: Invalid value: "http": must be a whole number from 0 to 65535
          http: {port: 80.5}                | http.port: Invalid value: 80.5: must be a whole number from 0 to 65535
          http: {port: 99999999999}         | http.port: Invalid value: 99999999999: must be a whole number from 0 to 65535
          rateLimit: {requestsPerSecond: 0} | rateLimit.requestsPerSecond: Invalid value: 0: must be a whole number from 1 to 10000
          rateLimit: {burst: lots}          | rateLimit.burst: Invalid value: "lots": must be a whole number from 1 to 100000
          rateLimit: {burst: {a: 1}}        | rateLimit.burst: Invalid value: {"a":1}: must be a whole number from 1 to 100000
          http: {maxResponseBytes: 16MB}    | http.maxResponseBytes: Invalid value: "16MB": must be a size from 1024 to 1073741824 bytes, such as 16MiB
          http: {maxResponseBytes: 9999999999GiB} | http.maxResponseBytes: Invalid value: "9999999999GiB": must be a size from 1024 to 1073741824 bytes, such as 16MiB
          http: {maxResponseBytes: 1}       | http.maxResponseBytes: Invalid value: 1: must be a size from 1024 to 1073741824 bytes, such as 16MiB
          metrics: {perConnection: maybe}   | metrics.perConnection: Invalid value: "maybe": must be true or false
          metrics: {connectionLabels: team} | metrics.connectionLabels: Invalid value: "team": must be a list of at most 10 label keys, such as team, that have different names in metrics (label_team)
          metrics: {connectionLabels: [a b]} | metrics.connectionLabels: Invalid value: "a b": must be a list of at most 10 label keys, such as team, that have different names in metrics (label_team)
          metrics: {connectionLabels: [/team]} | metrics.connectionLabels: Invalid value: "/team": must be a list of at most 10 label keys, such as team, that have different names in metrics (label_team)
          metrics: {connectionLabels: [my-team, my_team]} | metrics.connectionLabels: Invalid value: "my_team": must be a list of at most 10 label keys, such as team, that have different names in metrics (label_team)
          metrics: {connectionLabels: [myTeam, my.team]} | metrics.connectionLabels: Invalid value: "my.team": must be a list of at most 10 label keys, such as team, that have different names in metrics (label_team)
          metrics: {connectionLabels: [a, b, c, d, e, f, g, h, i, j, k]} | metrics.connectionLabels: Invalid value: "k": must be a list of at most 10 label keys, such as team, that have different names in metrics (label_team)
          acceptance: {enabled: DryRun}     | acceptance.enabled: Invalid value: "DryRun": must be true or false
          # the election
          leaderElection: {enabled: maybe}  | leaderElection.enabled: Invalid value: "maybe": must be true or false
          leaderElection: {leaseName: A_b}  | leaderElection.leaseName: Invalid value: "A_b": must be the name of a Lease
          leaderElection: {leaseNamespace: A} | leaderElection.leaseNamespace: Invalid value: "A": must be the name of a namespace, or "" for the operator's own
          leaderElection: {leaseDuration: 1s} | leaderElection.leaseDuration: Invalid value: "1s": must be a duration in whole seconds from 2s to 10m, such as 15s
          leaderElection: {leaseDuration: 15.5s} | leaderElection.leaseDuration: Invalid value: "15.5s": must be a duration in whole seconds from 2s to 10m, such as 15s
          leaderElection: {leaseDuration: 11m} | leaderElection.leaseDuration: Invalid value: "11m": must be a duration in whole seconds from 2s to 10m, such as 15s
          leaderElection: {leaseDuration: 8s} | leaderElection.renewDeadline: Invalid value: "10s": must be a duration of at least 1s that is shorter than leaderElection.leaseDuration (8s)
          leaderElection: {renewDeadline: 15s} | leaderElection.renewDeadline: Invalid value: "15s": must be a duration of at least 1s that is shorter than leaderElection.leaseDuration (15s)
          leaderElection: {renewDeadline: 0s} | leaderElection.renewDeadline: Invalid value: "0s": must be a duration of at least 1s that is shorter than leaderElection.leaseDuration (15s)
          leaderElection: {retryPeriod: 10s} | leaderElection.retryPeriod: Invalid value: "10s": must be a duration of at least 0.1s that is shorter than leaderElection.renewDeadline (10s)
          # lists
          watch: {namespaces: shop}         | watch.namespaces: Invalid value: "shop": must be a list of namespace names
          watch: {namespaces: [Shop]}       | watch.namespaces: Invalid value: "Shop": must be a list of namespace names
          watch: {namespaces: [a, 7]}       | watch.namespaces: Invalid value: 7: must be a list of namespace names
          http: {noProxy: 'a.example,b.example'} | http.noProxy: Invalid value: "a.example,b.example": must be a list of host names, .domains, IP addresses, CIDR blocks and "*", names and addresses with a :port if need be
          http: {noProxy: [a.example, 7]}   | http.noProxy: Invalid value: 7: must be a list of host names, .domains, IP addresses, CIDR blocks and "*", names and addresses with a :port if need be
          http: {noProxy: ['http://a']}     | http.noProxy: Invalid value: "http://a": must be a list of host names, .domains, IP addresses, CIDR blocks and "*", names and addresses with a :port if need be
          # addresses
          http: {address: 'a b'}            | http.address: Invalid value: "a b": must be an address of this host, or "" for all
          http: {proxy: 'proxy:3128'}       | http.proxy: Invalid value: "proxy:3128": must be http://host:port without credentials, or ""
          http: {proxy: 'http://p:99999'}   | http.proxy: Invalid value: "http://p:99999": must be http://host:port without credentials, or ""
          http: {proxy: 'http://p:1/x?y'}   | http.proxy: Invalid value: "http://p:1/x?y": must be http://host:port without credentials, or ""
          http: {proxy: 'http://me:secret@p:1'} | http.proxy: Invalid value: "http://…@p:1": must be http://host:port without credentials, or ""
          # shapes
          [1, 2]                            | the configuration: must be a mapping of keys to values
          hello                             | the configuration: must be a mapping of keys to values
          http: 8080                        | http: must be a mapping of keys to values
          clouds: [otc]                     | clouds: must be a mapping of keys to values
          clouds: {otc: 'https://a'}        | clouds.otc: must be a mapping of keys to values
          clouds: {otc: {regions: [eu-de]}} | clouds.otc.regions: must be a mapping of keys to values
          clouds: {otc: {regions: {eu-1: 'https://a'}}} | clouds.otc.regions.eu-1: must be a mapping of keys to values
          # regions
          clouds: {otc: {regions: {EU-1: {}}}} | clouds.otc.regions: Invalid key: "EU-1": must be 1 to 63 lower-case letters, digits and dashes
          clouds: {otc: {regions: {eu.de: {}}}} | clouds.otc.regions: Invalid key: "eu.de": must be 1 to 63 lower-case letters, digits and dashes
          """)
  void saysWhatIsAllowed(String yaml, String message) {
    assertRefused(yaml, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ftp://iam.example       | ftp://iam.example
          iam.example             | iam.example
          ''                      | ''
          https://                | https://
          https://a/?project=1    | https://a/?project=1
          https://a/#b            | https://a/#b
          https://me:secret@a     | https://…@a
          https://:secret@a       | https://…@a
          https://a:99999         | https://a:99999
          https://a/{project_id}  | https://a/{project_id}
          https://a b             | https://a b
          """)
  void refusesWhatIsNoPlaceForApis(String url, String shown) {
    assertRefused(
        "clouds: {own: {iam: \"%s\", vpcep: \"https://a\", css: \"https://a\"}}".formatted(url),
        noUrl("own.iam", shown));
  }

  @Test
  void refusesACloudThatHasNoUrlForAnApiSomewhere() {
    assertRefused("clouds: {own: {iam: 'https://a', css: 'https://a'}}", noUrl("own.vpcep", ""));
    assertRefused(
        """
        clouds:
          own:
            css: https://a
            regions:
              r1: {iam: "https://a", vpcep: "https://a"}
              r2: {iam: "https://a"}
        """,
        noUrl("own.vpcep", ""));
    assertRefused(
        "clouds: {otc: {regions: {eu-1: {css: 'css.example'}}}}",
        noUrl("otc.regions.eu-1.css", "css.example"));
  }

  private static String noUrl(String key, String value) {
    return ("clouds.%s: Invalid value: \"%s\": must be an http or https URL without user information, query"
            + " or fragment; {region} stands for the region")
        .formatted(key, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          shard=a=b
          shard in a
          shard in ()x
          a=b,
          =a
          -a=b
          a=b c
          a in (b
          a;b
          """)
  void refusesWhatIsNoLabelSelector(String selector) {
    assertRefused(
        "watch: {labelSelector: \"" + selector + "\"}",
        ("watch.labelSelector: Invalid value: \"%s\": must be a label selector, such as shard=a or"
                + " shard in (a, b), or \"\"")
            .formatted(selector));
  }

  @Test
  void refusesABundleThatIsNoneBeforeAnythingStarts(@TempDir Path folder) throws Exception {
    var text = Files.writeString(folder.resolve("text.pem"), "no certificate\n");
    var broken =
        Files.writeString(
            folder.resolve("broken.pem"),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    var company = new Authority();
    var withKey =
        Files.writeString(folder.resolve("key.pem"), company.pem() + company.privateKeyPem());
    var halfBroken =
        Files.writeString(folder.resolve("half.pem"), company.pem() + Files.readString(broken));
    var missing = folder.resolve("missing.pem");
    for (var file : new Path[] {text, broken, withKey, halfBroken, folder, missing}) {
      assertRefused(
          "http: {caBundle: '" + file + "'}",
          ("http.caBundle: Invalid value: \"%s\": must be a readable PEM file that contains"
                  + " only certificates, or \"\"")
              .formatted(file));
    }
    assertRefused(
        "http: {caBundle: \"a\\0b\"}",
        "http.caBundle: Invalid value: \"a\\u0000b\": must be a readable PEM file that contains"
            + " only certificates, or \"\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'http:\\n  port: 1\\n port: 2'          | line 3: invalid YAML:
          'http: {port: 1\\n'                     | line 1: invalid YAML: while parsing a flow mapping: expected
          'http:\\n  port: 1\\n  port: 2\\n'      | line 3: invalid YAML: Duplicate field 'port'
          'http: {}\\npolling: {}\\nhttp: {}\\n'  | line 3: invalid YAML: Duplicate field 'http'
          'http: {}\\n---\\nhttp: {}\\n'          | line 3: invalid YAML:
          'http: [\\tport]: : x'                  | line 1: invalid YAML:
          """)
  void namesTheLineThatIsNoYaml(String yaml, String start) {
    assertThatThrownBy(() -> Settings.parse(yaml.replace("\\n", "\n").replace("\\t", "\t")))
        .isInstanceOf(SettingsException.class)
        .message()
        .startsWith(start)
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''      | ""
          my cloud | "my cloud"
          -a      | "-a"
          """)
  void refusesNamesThatNoAccountCouldUse(String name, String shown) {
    assertRefused(
        "clouds: {\"" + name + "\": {iam: 'https://a', vpcep: 'https://a', css: 'https://a'}}",
        "clouds: Invalid key: %s: must be 1 to 63 letters, digits, dots, dashes and underscores"
            .formatted(shown));
  }

  private static void assertRefused(String yaml, String message) {
    assertThatThrownBy(() -> Settings.parse(yaml))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }
}
