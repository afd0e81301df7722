package io.vpcep.operator.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Date;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

/** Time comes from a clock that is handed in, nulls are declared, and names mean something. */
@AnalyzeClasses(packages = RoomsTest.OURS, importOptions = DoNotIncludeTests.class)
class HabitsTest {

  private static final String OURS = RoomsTest.OURS;

  @ArchTest
  static final ArchRule nobodyAsksTheSystemForTheTime =
      noClasses()
          .should()
          .callMethodWhere(target(owner(resideInAPackage("java.time.."))).and(target(name("now"))))
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callConstructor(Date.class)
          .because("tests turn the clock by hand");

  @ArchTest
  static final ArchRule theClockIsMadeWhereAProcessStarts =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(OURS + ".VpcepOperator")
          .and()
          .doNotHaveFullyQualifiedName(OURS + ".emulator.EmulatorOptions")
          .should()
          .callMethodWhere(
              target(owner(name(Clock.class.getName()))).and(target(name("systemUTC"))));

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
}
