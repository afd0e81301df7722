package io.vpcep.operator.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which room may use which. Rules and words stand on their own; only the root sees every room. */
@AnalyzeClasses(packages = PackageDependencyTest.OURS, importOptions = ProductOnly.class)
class PackageDependencyTest {

  static final String OURS = "io.vpcep.operator";

  /** The root is not in here: it puts the rooms together. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("acceptance", List.of("api", "connection", "decision", "time")),
          Map.entry("api", List.of()),
          Map.entry("time", List.of()),
          Map.entry("tls", List.of()),
          Map.entry("connection", List.of("time")),
          Map.entry("cluster", List.of("api", "schedule", "time", "tls")),
          Map.entry("command", List.of("api", "connection", "decision", "poll", "source")),
          Map.entry("leadership", List.of()),
          Map.entry("management", List.of()),
          Map.entry("schedule", List.of("time")),
          Map.entry("cloud", List.of("connection", "tls")),
          Map.entry(
              "action",
              List.of(
                  "acceptance",
                  "cloud",
                  "connection",
                  "leadership",
                  "poll",
                  "schedule",
                  "source",
                  "time")),
          Map.entry("source", List.of("api", "cloud", "connection")),
          Map.entry("poll", List.of("cloud", "connection", "schedule", "source", "time")),
          Map.entry("account", List.of("cloud", "connection", "poll", "schedule", "time")),
          Map.entry("decision", List.of("api", "connection", "source", "time")),
          Map.entry("provisioning", List.of("api", "connection", "decision", "time")),
          Map.entry(
              "reconcile",
              List.of(
                  "acceptance",
                  "account",
                  "action",
                  "api",
                  "cluster",
                  "connection",
                  "decision",
                  "leadership",
                  "provisioning",
                  "poll",
                  "schedule",
                  "time")),
          Map.entry(
              "metrics",
              List.of(
                  "api",
                  "cloud",
                  "connection",
                  "decision",
                  "poll",
                  "reconcile",
                  "schedule",
                  "time")),
          Map.entry(
              "settings", List.of("account", "api", "cloud", "decision", "leadership", "source")));

  @ArchTest
  static void everyPackageBelongsToARoom(JavaClasses classes) {
    var rooms =
        classes.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals(OURS))
            .map(name -> name.substring(OURS.length() + 1).split("\\.", 2)[0])
            .collect(toCollection(TreeSet::new));

    assertThat(rooms).containsExactlyElementsOf(new TreeSet<>(MAY_USE.keySet()));
  }

  @ArchTest
  static void aRoomUsesTheRoomsItMay(JavaClasses classes) {
    MAY_USE.forEach(
        (room, others) -> {
          var allowed =
              others.stream()
                  .map(PackageDependencyTest::packagesOf)
                  .collect(toCollection(TreeSet::new));
          allowed.add(packagesOf(room));
          noClasses()
              .that()
              .resideInAPackage(packagesOf(room))
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage(OURS + "..").and(outside(allowed.toArray(String[]::new))))
              .because(room + " knows " + (others.isEmpty() ? "no other room" : "only " + others))
              .check(classes);
        });
  }

  @ArchTest
  static void noTwoRoomsNeedEachOther(JavaClasses classes) {
    slices().matching(OURS + ".(*)..").should().beFreeOfCycles().check(classes);
  }

  /** Only the list of them does, and the addresses of the clouds, where one has a former name. */
  @ArchTest
  static void nobodyKnowsAKindOfSource(JavaClasses classes) {
    noClasses()
        .that()
        .resideOutsideOfPackage(OURS + ".source.*..")
        .and()
        .doNotHaveFullyQualifiedName(OURS + ".source.SourceTypes")
        .and()
        .doNotHaveFullyQualifiedName(OURS + ".settings.BuiltInClouds")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(OURS + ".source.*..")
        .because("a kind of source is added in a package of its own and in one line")
        .check(classes);
  }

  @ArchTest
  static void noKindOfSourceKnowsAnother(JavaClasses classes) {
    slices().matching(OURS + ".source.(*)..").should().notDependOnEachOther().check(classes);
  }

  private static DescribedPredicate<JavaClass> outside(String... packages) {
    return DescribedPredicate.not(resideInAnyPackage(packages));
  }

  private static String packagesOf(String room) {
    return OURS + "." + room + "..";
  }
}
