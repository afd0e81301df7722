package io.vpcep.operator.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The chart's README: what each value is for, from the comments of {@code values.yaml}. */
final class ValuesTable {

  private static final Pattern KEY = Pattern.compile("( *)([A-Za-z][A-Za-z0-9]*):.*");
  private static final int LONGEST_DEFAULT = 60;

  private static final String HEAD =
      """
      # The Helm chart of vpcep-operator

      <!-- Written by mvn -Pchart from the comments of values.yaml: change those instead. -->

      ```
      helm install vpcep-operator helm/vpcep-operator --namespace vpcep-system --create-namespace
      ```

      installs the operator for all namespaces, with two replicas of which one leads, the custom resource definitions, and the
      roles that let whoever may edit a namespace edit our kinds in it. `helm test vpcep-operator -n vpcep-system` asks it
      whether it is ready. A value that is not in this table is refused.

      | you want | values |
      | --- | --- |
      | to try it without a cloud account | `emulator.enabled=true` |
      | it for two namespaces, and no rights in others | `watch.namespaces={shop,billing}` |
      | nothing outside of your namespaces | the former, `crds.install=false`, `rbac.aggregateToDefaultRoles=false` |
      | to be told of failed connections | `serviceMonitor.enabled=true`, `prometheusRule.enabled=true` |
      | it behind a company proxy | `http.proxy=http://proxy:3128`, `caBundle.configMap=company-authorities` |
      | another cloud, or other URLs | `clouds` |

      The definitions are part of the release: `helm upgrade` and `helm rollback` change them, too. `helm uninstall` keeps
      them, and with them all resources. To install it anew under another name or in another namespace, let Helm take them over
      by `--take-ownership`. After `crds.install=false` get back to `true` by an upgrade: Helm cannot roll back to it. Resources of our kinds that were stored by a newer version lose the fields that an older definition
      lacks when they are next written.

      `rbac.create=false` and `serviceAccount.create=false` leave it to you to give the operator what it needs: `get`, `list`
      and `watch` of our kinds, `update` of their `status`, `create`, `get` and `update` of events of the core group, `get` of
      Secrets, and in its own namespace `create` of Leases, `get` and `update` of the one that it leads by.

      | value | default | |
      | --- | --- | --- |
      """;

  private ValuesTable() {}

  static String readme(Path values) throws IOException {
    var text = Files.readString(values);
    var defaults = new YAMLMapper().readTree(text);
    var comments = comments(text);
    var groups = new HashSet<List<String>>();
    comments.keySet().forEach(path -> groups.add(path.subList(0, path.size() - 1)));
    var table = new StringBuilder(HEAD);
    comments.forEach(
        (path, comment) -> {
          var value = groups.contains(path) ? "" : shown(defaults.at("/" + String.join("/", path)));
          if (!comment.isEmpty() || !value.isEmpty()) {
            table.append(
                "| `%s` | %s | %s |\n"
                    .formatted(String.join(".", path), value, comment.replace("|", "\\|")));
          }
        });
    return table.toString();
  }

  private static String shown(JsonNode value) {
    if (value.isArray() && value.toString().length() > LONGEST_DEFAULT) {
      return "see `values.yaml`";
    }
    return "`" + (value.isTextual() ? text(value) : value.toString()) + "`";
  }

  private static String text(JsonNode value) {
    return value.asText().isEmpty() ? "\"\"" : value.asText();
  }

  /** All keys in the order of the file, each with the comment above it. */
  private static Map<List<String>, String> comments(String text) {
    var comments = new LinkedHashMap<List<String>, String>();
    var path = new ArrayList<String>();
    var comment = new ArrayList<String>();
    for (var line : text.lines().toList()) {
      var key = KEY.matcher(line);
      if (line.strip().startsWith("#")) {
        comment.add(line.strip().substring(1).strip());
      } else if (key.matches() && key.group(1).length() / 2 <= path.size()) {
        path.subList(key.group(1).length() / 2, path.size()).clear();
        path.add(key.group(2));
        comments.put(List.copyOf(path), String.join(" ", comment));
        comment.clear();
      } else {
        comment.clear();
      }
    }
    return comments;
  }
}
