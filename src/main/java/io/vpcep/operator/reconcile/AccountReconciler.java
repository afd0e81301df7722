package io.vpcep.operator.reconcile;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.vpcep.operator.account.AccountRegistry;
import io.vpcep.operator.account.AccountSettings;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.decision.AccountDecision;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Sees to it that an account is kept ready, and that its resource says whether it is. */
@ControllerConfiguration(name = "cloudaccount", generationAwareEventProcessing = false)
public final class AccountReconciler implements Reconciler<CloudAccount> {

  private final AccountRegistry accounts;
  private final Clock clock;
  private final Outcome outcome;
  private final Fleet<CloudAccount> fleet;
  private final BooleanSupplier leads;
  private final Bell<CloudAccount> bell;

  AccountReconciler(
      AccountRegistry accounts,
      Clock clock,
      Outcome outcome,
      Fleet<CloudAccount> fleet,
      BooleanSupplier leads) {
    this.accounts = accounts;
    this.clock = clock;
    this.outcome = outcome;
    this.fleet = fleet;
    this.leads = leads;
    this.bell = new Bell<>("accounts", gone -> accounts.remove(key(gone)));
  }

  /** The account can be used, or cannot be used any more. */
  void changed(AccountKey key) {
    bell.ring(key.namespace(), key.name());
  }

  void reconcileAll() {
    bell.ringForAll(fleet);
  }

  @Override
  public List<EventSource<?, CloudAccount>> prepareEventSources(
      EventSourceContext<CloudAccount> context) {
    fleet.isKnownBy(context.getPrimaryCache());
    return List.of(bell);
  }

  @Override
  public UpdateControl<CloudAccount> reconcile(
      CloudAccount resource, Context<CloudAccount> context) {
    if (!leads.getAsBoolean()) {
      return UpdateControl.noUpdate();
    }
    var spec = resource.getSpec();
    var settings =
        new AccountSettings(
            spec.cloud(), spec.region(), spec.projectID(), spec.credentialsSecretRef().name());
    var state = accounts.declare(key(resource), resource.getMetadata().getUid(), settings);
    if (state == null) {
      return UpdateControl.noUpdate();
    }
    var now = clock.instant();
    var decision = AccountDecision.decide(resource, state, now);
    return outcome.of(decision, resource, context, now, () -> {});
  }

  @Override
  public ErrorStatusUpdateControl<CloudAccount> updateErrorStatus(
      CloudAccount resource, Context<CloudAccount> context, Exception e) {
    return Outcome.failed(resource, e);
  }

  private static AccountKey key(CloudAccount resource) {
    return new AccountKey(resource.getMetadata().getNamespace(), resource.getMetadata().getName());
  }
}
