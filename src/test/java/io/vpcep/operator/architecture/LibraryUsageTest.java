package io.vpcep.operator.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which library belongs to which room, so that changing one touches one room. */
@AnalyzeClasses(packages = PackageDependencyTest.OURS, importOptions = ProductOnly.class)
class LibraryUsageTest {

  private static final String OURS = PackageDependencyTest.OURS;

  @ArchTest
  static final ArchRule okhttpIsForTheCloudAndForManyWrites =
      only(
          "okhttp3..",
          OURS + ".cloud..",
          OURS + ".source..",
          OURS + ".cluster",
          OURS + ".tls",
          OURS + ".settings",
          OURS + ".account");

  /** What a cloud counts together is told by its URL, which is all that accounts use. */
  @ArchTest
  static final ArchRule accountsNameTheirCloudByItsUrlAndCallNobody =
      noClasses()
          .that()
          .resideInAPackage(OURS + ".account")
          .should()
          .dependOnClassesThat(
              resideInAPackage("okhttp3..")
                  .and(not(JavaClass.Predicates.type(okhttp3.HttpUrl.class))));

  @ArchTest
  static final ArchRule theFrameworkIsForReconciling =
      only("io.javaoperatorsdk..", OURS, OURS + ".reconcile");

  @ArchTest
  static final ArchRule theKubernetesClientIsForTheRoomsThatTalkToTheCluster =
      only(
          "io.fabric8.kubernetes.client..",
          OURS,
          OURS + ".reconcile",
          OURS + ".leadership",
          OURS + ".cluster");

  @ArchTest
  static final ArchRule micrometerIsForMetrics = only("io.micrometer..", OURS, OURS + ".metrics");

  @ArchTest
  static final ArchRule prometheusIsForMetrics = only("io.prometheus..", OURS, OURS + ".metrics");

  @ArchTest
  static final ArchRule thereIsOneLoggingLibrary =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.vpcep.operator.cluster.CauseConverter")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "org.apache.log4j..", "ch.qos.logback..")
          .because("it is used through SLF4J, except for a part of its own configuration");

  private static ArchRule only(String library, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
