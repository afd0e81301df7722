package io.vpcep.operator.crds;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Generates the custom resource definitions. {@code mvn -Pcrds} runs it on {@code crds/}. */
public final class CrdFiles {

  private static final List<String> TIMES =
      List.of("createdTime", "updatedTime", "pendingSinceTime", "lastTransitionTime");
  private static final List<String> LONGS = List.of("markerID", "observedGeneration");

  private static final Map<String, Description> DESCRIPTIONS =
      Map.of(
          "CloudAccount",
          new Description(
              CloudAccount.class,
              "A cloud, a region, a project, and the Secret to authenticate with.",
              "The cloud to read, and the credentials to use.",
              "Whether the cloud accepts the credentials. Written by the operator."),
          "VpcEndpointConnection",
          new Description(
              VpcEndpointConnection.class,
              "One VPC endpoint connection to watch: the operator polls its source, and shows the state of the connection in the status.",
              "Which connection to watch, and how often.",
              "The last known state of the connection. Written by the operator."));

  private CrdFiles() {}

  public static void main(String[] args) throws IOException {
    generate(Path.of(args[0]));
  }

  /** Writes one file for each kind. */
  static void generate(Path folder) throws IOException {
    Files.createDirectories(folder);
    new CRDGenerator()
        .customResourceClasses(CloudAccount.class, VpcEndpointConnection.class)
        .forCRDVersions("v1")
        .withParallelGenerationEnabled(false)
        .withPostProcessor(new Finish())
        .inOutputDir(folder.toFile())
        .generate();
  }

  private record Description(
      Class<? extends HasMetadata> type, String root, String spec, String status) {}

  /** What annotations cannot say. */
  private static final class Finish implements CRDPostProcessor {

    @Override
    public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
      var definition = ((CustomResourceDefinition) crd).getSpec();
      var texts = requireNonNull(DESCRIPTIONS.get(definition.getNames().getKind()));
      for (var version : definition.getVersions()) {
        version.setAdditionalPrinterColumns(
            inDeclaredOrder(version.getAdditionalPrinterColumns(), texts.type()));
        var root = version.getSchema().getOpenAPIV3Schema();
        var spec = requireNonNull(root.getProperties().get("spec"));
        var status = requireNonNull(root.getProperties().get("status"));
        version.getAdditionalPrinterColumns().forEach(Finish::omitDefaultPriority);
        root.setRequired(List.of("spec"));
        root.setDescription(texts.root());
        spec.setDescription(texts.spec());
        status.setDescription(texts.status());
        // Tools that read observedGeneration see a new resource as in progress, without a write.
        status.setDefault(JsonNodeFactory.instance.objectNode().put("observedGeneration", -1));
        finish("", root);
      }
      return crd;
    }

    /** The generator sorts columns by path; people read them in the order of the annotations. */
    private static List<CustomResourceColumnDefinition> inDeclaredOrder(
        List<CustomResourceColumnDefinition> columns, Class<?> type) {
      var names =
          Stream.of(type.getAnnotationsByType(AdditionalPrinterColumn.class))
              .map(AdditionalPrinterColumn::name)
              .toList();
      return columns.stream()
          .sorted(Comparator.comparing(column -> names.indexOf(column.getName())))
          .toList();
    }

    /** The API server does not keep a zero, so that tools which compare would see a difference. */
    private static void omitDefaultPriority(CustomResourceColumnDefinition column) {
      if (Integer.valueOf(0).equals(column.getPriority())) {
        column.setPriority(null);
      }
    }

    private static void finish(String name, JSONSchemaProps schema) {
      if (TIMES.contains(name)) {
        schema.setFormat("date-time");
      }
      if (LONGS.contains(name)) {
        schema.setFormat("int64");
      }
      if (name.equals("conditions")) {
        schema.setXKubernetesListType("map");
        schema.setXKubernetesListMapKeys(List.of("type"));
      }
      if (schema.getXKubernetesValidations() != null) {
        // An annotation on a record's component is found on its field and on its accessor.
        schema.setXKubernetesValidations(
            new ArrayList<>(new LinkedHashSet<>(schema.getXKubernetesValidations())));
      }
      if (schema.getItems() != null) {
        finish("", schema.getItems().getSchema());
      }
      if (schema.getProperties() != null) {
        schema.getProperties().forEach(Finish::finish);
      }
    }
  }
}
