package io.vpcep.operator.architecture;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;

/**
 * The classes of the operator and those of the emulator, in whichever folder the build puts them.
 */
final class BothProducts implements LocationProvider {

  @Override
  public Set<Location> get(Class<?> test) {
    try {
      var tests = Path.of(test.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Set.of(
          Location.of(tests.resolveSibling("classes")),
          Location.of(tests.resolveSibling("emulator-classes")));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
