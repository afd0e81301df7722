package io.vpcep.operator.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.api.Kinds;
import io.vpcep.operator.api.Resource;
import java.util.Date;
import java.util.Timer;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

/** Time comes from a clock that is handed in, nulls are declared, and names mean something. */
@AnalyzeClasses(locations = BothProducts.class)
class CodingRulesTest {

  private static final String OURS = PackageDependencyTest.OURS;
  private static final String EMULATOR = "io.vpcep.emulator";

  @ArchTest
  static final ArchRule nobodyAsksTheSystemForTheTime =
      noClasses()
          .should()
          .callMethodWhere(isOf("java.time.", "now"))
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callConstructor(Date.class)
          .because("tests turn the clock by hand");

  @ArchTest
  static final ArchRule theClockIsMadeWhereAProcessStarts =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(OURS + ".OperatorAssembly")
          .and()
          .doNotHaveFullyQualifiedName(OURS + ".SourceCommand")
          .and()
          .doNotHaveFullyQualifiedName(EMULATOR + ".EmulatorOptions")
          .should()
          .callMethodWhere(isOf("java.time.Clock", "system"));

  @ArchTest
  static final ArchRule theWallClockIsReadWhereItsTimeIsShownOrComparedWithTheClouds =
      noClasses()
          .that()
          .resideOutsideOfPackages(OURS + ".cloud..", EMULATOR + "..")
          .and()
          .doNotHaveFullyQualifiedName(OURS + ".time.Now")
          .and()
          .doNotHaveFullyQualifiedName(OURS + ".poll.CloudClockBound")
          .and()
          .doNotHaveFullyQualifiedName(OURS + ".leadership.LeaseLock")
          .should()
          .callMethodWhere(isOf("java.time.Clock", "instant"))
          .because("delays run on the monotonic clock, which nobody can set");

  @ArchTest
  static final ArchRule nothingWaitsOnTheWallClock =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Timer.class)
          .orShould()
          .callMethodWhere(isOf("io.javaoperatorsdk.", "rescheduleAfter"))
          .because(
              "the framework reschedules by java.util.Timer, which stops when time is set back");

  @ArchTest
  static final ArchRule nobodyRepeatsTheClientsMessages =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(OURS + ".cluster.ForbiddenInterceptor")
          .should()
          .callMethod(KubernetesClientException.class, "getMessage")
          .because("they print the client's objects; ForbiddenInterceptor.said does not");

  @ArchTest
  static final ArchRule aClassIsNamedForWhatItIs =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl");

  @ArchTest
  static void everyPackageDeclaresItsNulls(JavaClasses classes) {
    var all = classes.stream().map(JavaClass::getPackageName).collect(toCollection(TreeSet::new));
    var marked =
        classes.stream()
            .filter(type -> type.getSimpleName().equals("package-info"))
            .filter(type -> type.isAnnotatedWith(NullMarked.class))
            .map(JavaClass::getPackageName)
            .collect(toCollection(TreeSet::new));

    assertThat(marked).containsExactlyElementsOf(all);
  }

  /** Definitions, caches, permissions and copies are made from this list. */
  @ArchTest
  static void everyKindIsInTheListOfKinds(JavaClasses classes) {
    var kinds =
        classes.stream()
            .filter(type -> type.isAssignableTo(Resource.class))
            .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .<Class<?>>map(JavaClass::reflect);

    assertThat(kinds).containsExactlyInAnyOrderElementsOf(Kinds.ALL);
  }

  private static DescribedPredicate<JavaMethodCall> isOf(String owner, String method) {
    return DescribedPredicate.describe(
        owner + " " + method,
        call ->
            call.getTargetOwner().getName().startsWith(owner) && call.getName().startsWith(method));
  }
}
