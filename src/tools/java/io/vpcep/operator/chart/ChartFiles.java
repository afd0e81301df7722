package io.vpcep.operator.chart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.vpcep.operator.api.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of the chart that have their source elsewhere: a chart cannot reach what is outside of
 * its folder. {@code mvn -Pchart} writes them anew, and the manifests for kustomize with them.
 */
public final class ChartFiles {

  static final Path CHART = Path.of("helm/vpcep-operator");

  private static final String WRITTEN = "Written by mvn -Pchart: change %s instead.";

  private ChartFiles() {}

  public static void main(String[] args) throws IOException {
    write(all());
    // After the chart, which they are rendered from.
    write(KustomizeFiles.all());
    write(OlmBundle.all());
  }

  private static void write(Map<Path, String> files) throws IOException {
    for (var file : files.entrySet()) {
      Files.createDirectories(file.getKey().getParent());
      Files.writeString(file.getKey(), file.getValue());
    }
  }

  /** What each of the files has to be. */
  static Map<Path, String> all() throws IOException {
    var files = new TreeMap<Path, String>();
    for (var type : Kinds.ALL) {
      var kind = HasMetadata.getPlural(type);
      var source = Path.of("crds", kind + ".vpcep.io-v1.yml");
      files.put(CHART.resolve("templates/crds/" + kind + ".yaml"), definition(source));
    }
    copy(files, "deploy/prometheus/rules.yaml", "files/rules.yaml");
    copy(files, "deploy/demo/cloud.yaml", "files/emulator/cloud.yaml");
    files.put(CHART.resolve("files/emulator/resources.yaml"), samples());
    files.put(
        CHART.resolve("files/dashboard.json"),
        Files.readString(Path.of("deploy/grafana/vpcep-operator.json")));
    files.put(CHART.resolve("README.md"), ValuesTable.readme(CHART.resolve("values.yaml")));
    return files;
  }

  private static void copy(Map<Path, String> files, String source, String target)
      throws IOException {
    files.put(
        CHART.resolve(target),
        "# " + WRITTEN.formatted(source) + "\n" + Files.readString(Path.of(source)));
  }

  /** A definition as a template: switchable, labelled, and kept when the release goes. */
  private static String definition(Path source) throws IOException {
    var text = Files.readString(source);
    if (text.contains("{{")) {
      throw new IllegalStateException(source + " would be taken for a template");
    }
    var lines = new ArrayList<String>();
    lines.add("{{- if .Values.crds.install }}");
    lines.add("# " + WRITTEN.formatted(source));
    for (var line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
      lines.add(line);
      if (line.equals("metadata:")) {
        lines.add("  labels: {{- include \"vpcep.labels\" . | nindent 4 }}");
        lines.add("  annotations:");
        lines.add("    helm.sh/resource-policy: keep");
        lines.add("    {{- with .Values.crds.annotations }}");
        lines.add("    {{- toYaml . | nindent 4 }}");
        lines.add("    {{- end }}");
      }
    }
    lines.add("{{- end }}");
    return String.join("\n", lines) + "\n";
  }

  /** The demo's resources, without its namespace. */
  private static String samples() throws IOException {
    var documents = new ArrayList<String>();
    for (var document :
        Files.readString(Path.of("deploy/demo/resources.yaml")).split("\n---\n", -1)) {
      if (!document.contains("kind: Namespace")) {
        documents.add(document.replaceAll("(?m)^  namespace: .*\n", "").strip());
      }
    }
    return "# "
        + WRITTEN.formatted("deploy/demo/resources.yaml")
        + "\n"
        + String.join("\n---\n", documents)
        + "\n";
  }
}
