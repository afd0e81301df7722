package io.vpcep.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Action;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Result;
import org.junit.jupiter.api.Test;

class AcceptanceMetersTest {

  private static final String NAME = "vpcep_acceptance_decisions_total";
  private static final String DONE =
      NAME
          + "{action=\"Accept\",mode=\"Enforce\",namespace=\"shop\",policy=\"shop-api\",result=\"Done\"} ";

  private final Exposition exposition = new Exposition();
  private final AcceptanceMeters meters = new AcceptanceMeters(exposition.registry());

  @Test
  void countsFromZeroOn() {
    meters.known("shop", "shop-api");

    exposition.assertType(NAME, "counter");
    assertThat(exposition.series(NAME))
        .contains(DONE + "0.0")
        .hasSize(2 * (Result.values().length - 1))
        .noneMatch(series -> series.contains("Started"));

    meters.decided("shop", "shop-api", decision(Action.Accept, Result.Done));
    meters.decided("shop", "shop-api", decision(Action.Reject, Result.DryRun));

    assertThat(exposition.series(NAME))
        .contains(
            DONE + "1.0",
            NAME
                + "{action=\"Reject\",mode=\"DryRun\",namespace=\"shop\",policy=\"shop-api\",result=\"DryRun\"} 1.0");
  }

  @Test
  void showsNothingOfAPolicyThatIsGone() {
    meters.known("shop", "shop-api");
    meters.known("shop", "other");

    meters.forgotten("shop", "shop-api");

    assertThat(exposition.series(NAME))
        .isNotEmpty()
        .allMatch(series -> series.contains("policy=\"other\""));
  }

  private static DecisionEntry decision(Action action, Result result) {
    return new DecisionEntry(
        1, "2026-03-01T12:00:00Z", "e-1", 7L, "domain", "partners", action, result, "Why.", null);
  }
}
