package io.vpcep.operator.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of classes for start-up caches is about this program, or nearly so. */
class ClassListTest {

  /** A name that is no more costs nothing but its place in the cache. */
  private static final double STILL_GOOD = 0.8;

  @Test
  void mostOfTheClassesOfOursThatItNamesAreThere() throws Exception {
    var ours =
        Files.readAllLines(ClassList.FILE).stream()
            .filter(name -> name.startsWith("io/vpcep/operator/"))
            .toList();

    assertThat(ours).hasSizeGreaterThan(100);
    assertThat(present(ours)).as("run mvn -Pclass-list").isGreaterThan(ours.size() * STILL_GOOD);
  }

  private static double present(List<String> names) {
    return names.stream()
        .filter(name -> ClassListTest.class.getResource("/" + name + ".class") != null)
        .count();
  }
}
