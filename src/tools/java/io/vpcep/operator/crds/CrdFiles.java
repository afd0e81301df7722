package io.vpcep.operator.crds;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.vpcep.operator.api.Kinds;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
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
      List.of(
          "createdTime",
          "updatedTime",
          "pendingSinceTime",
          "lastTransitionTime",
          "oldestPendingTime",
          "sinceTime",
          "lastChangeTime",
          "lastDecisionTime");
  private static final List<String> LONGS = List.of("markerID", "observedGeneration");

  /** How many labels or annotations a template has at most, and how long their values are. */
  private static final long MAX_LABELS = 32;

  private static final long LABEL = 63;
  private static final long ANNOTATION = 4096;

  private static final Map<String, Class<? extends HasMetadata>> TYPES =
      Kinds.ALL.stream().collect(toMap(HasMetadata::getKind, type -> type));

  private CrdFiles() {}

  public static void main(String[] args) throws IOException {
    generate(Path.of(args[0]));
  }

  /** Writes one file for each kind. */
  static void generate(Path folder) throws IOException {
    Files.createDirectories(folder);
    new CRDGenerator()
        .customResourceClasses(TYPES.values())
        .forCRDVersions("v1")
        .withParallelGenerationEnabled(false)
        .withPostProcessor(new Finish())
        .inOutputDir(folder.toFile())
        .generate();
  }

  /** What annotations cannot say. */
  private static final class Finish implements CRDPostProcessor {

    @Override
    public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
      var definition = ((CustomResourceDefinition) crd).getSpec();
      var type = requireNonNull(TYPES.get(definition.getNames().getKind()));
      var parts = ((ParameterizedType) type.getGenericSuperclass()).getActualTypeArguments();
      for (var version : definition.getVersions()) {
        version.setAdditionalPrinterColumns(
            inDeclaredOrder(version.getAdditionalPrinterColumns(), type));
        var root = version.getSchema().getOpenAPIV3Schema();
        var spec = requireNonNull(root.getProperties().get("spec"));
        var status = requireNonNull(root.getProperties().get("status"));
        version.getAdditionalPrinterColumns().forEach(Finish::omitDefaultPriority);
        root.setRequired(List.of("spec"));
        root.setDescription(description(type));
        spec.setDescription(description(parts[0]));
        status.setDescription(description(parts[1]));
        // Tools that read observedGeneration see a new resource as in progress, without a write.
        status.setDefault(JsonNodeFactory.instance.objectNode().put("observedGeneration", -1));
        // Only the operator writes it, and as a whole. To keep an owner of each of its fields takes
        // a fifth of the object, and of the API server's work for a write.
        status.setXKubernetesMapType("atomic");
        finish("", root);
      }
      return crd;
    }

    /** The generator reads the descriptions of fields only. */
    private static String description(Type type) {
      return ((Class<?>) type).getAnnotation(JsonClassDescription.class).value();
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
      if (schema.getAdditionalProperties() != null) {
        schema.setMaxProperties(MAX_LABELS);
        schema
            .getAdditionalProperties()
            .getSchema()
            .setMaxLength(name.equals("labels") ? LABEL : ANNOTATION);
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
