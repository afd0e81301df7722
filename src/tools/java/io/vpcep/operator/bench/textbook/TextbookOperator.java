package io.vpcep.operator.bench.textbook;

import io.javaoperatorsdk.operator.Operator;
import io.vpcep.operator.api.GoDuration;
import java.util.Objects;

/**
 * {@code TextbookOperator NAMESPACE CLOUD-URL INTERVAL}: what the documentation of the Java
 * Operator SDK 5.2 teaches for an external resource. Its page on event sources names the
 * per-resource polling event source for APIs without notifications and the MySQL schema sample for
 * its use; {@link TextbookReconciler} follows both: the polled state as a secondary resource, and a
 * status patched by {@code UpdateControl.patchStatus} with a resource made for that.
 *
 * <p>All else is as it comes: the framework's and both HTTP clients' defaults. Only the threads
 * that poll are more than one, or else it would not keep its interval. It does less than the
 * operator that it is compared with: no events, no metrics, no port, no conditions, no accounts.
 */
public final class TextbookOperator {

  private static final String PROJECT = "0123456789abcdef0123456789abcdef";

  private TextbookOperator() {}

  public static void main(String[] args) {
    var token = Objects.requireNonNull(System.getenv("BENCH_CLOUD_TOKEN"));
    var reconciler =
        new TextbookReconciler(
            new ConnectionFetcher(args[1], PROJECT, token), GoDuration.parse(args[2]));
    var operator = new Operator();
    operator.register(reconciler, config -> config.settingNamespace(args[0]));
    operator.start();
  }
}
