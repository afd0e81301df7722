package io.vpcep.operator.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConnectionNameTest {

  @Test
  void theNameIsThePrefixAndTheEndpointIdInLowerCase() {
    assertEquals("shop-adb7b229-bb11", ConnectionName.of("shop-", "ADB7b229-bb11"));
  }

  @Test
  void anIdThatIsNoDnsLabelIsCleanedAndToldApartByItsDigest() {
    assertEquals("shop-a-b-ae031e9f31", ConnectionName.of("shop-", "_a__b_"));
    assertEquals("shop-d2e2adf717", ConnectionName.of("shop-", "_"));
  }

  @Test
  void everyNameIsValid() {
    var random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      var endpointId =
          random
              .ints(1 + random.nextInt(64), 0, 6)
              .mapToObj("aZ0_-_"::charAt)
              .map(String::valueOf)
              .collect(Collectors.joining());
      var name = ConnectionName.of("p".repeat(ConnectionName.MAX_PREFIX - 1) + "-", endpointId);
      assertTrue(name.length() <= 253, name);
      assertTrue(name.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?"), name);
    }
  }
}
