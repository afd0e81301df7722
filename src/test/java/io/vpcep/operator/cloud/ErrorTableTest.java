package io.vpcep.operator.cloud;

import static io.vpcep.operator.cloud.support.CloudCalls.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.ErrorTable.Call;
import io.vpcep.operator.cloud.ErrorTable.Promise;
import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.source.SourceTypes;
import io.vpcep.operator.source.css.CssSource;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/errors.md and the rules to one another. */
class ErrorTableTest {

  private static final Request REQUEST =
      new Request.Builder().url("https://cloud.example/v1/project").build();

  static List<Promise> promises() {
    return ErrorTable.promises();
  }

  @ParameterizedTest
  @MethodSource("promises")
  void isWhatTheOperatorDoes(Promise promise) {
    Reason reason = failure(promise).reason();

    assertThat(reason.value()).isEqualTo(promise.reason());
    assertThat(pace(reason, api(promise.call()))).isEqualTo(promise.retry());
  }

  @Test
  void namesEveryCodeThatTheOperatorKnows() {
    assertThat(codes().stream().map(ErrorCodes::comparable))
        .containsAll(PlatformErrors.CODES.and(SourceTypes.SUPPORTED.errors()).codes());
  }

  /** 155 are in Open Telekom Cloud's table of error codes, and 1005 only in Huawei Cloud's. */
  @Test
  void namesEveryCodeOfTheEndpointService() {
    assertThat(codes().stream().filter(code -> code.startsWith("EndPoint.")).distinct())
        .hasSize(156);
  }

  @Test
  void saysOneThingOnly() {
    assertThat(promises().stream().map(p -> List.of(p.code(), p.status(), p.call())))
        .doesNotHaveDuplicates();
  }

  private static List<String> codes() {
    return promises().stream().map(Promise::code).toList();
  }

  private static CloudFailure failure(Promise promise) {
    String operation =
        switch (promise.call()) {
          case LIST_SERVICE, LIST_CLUSTER -> "listConnections";
          case LOGIN -> "createToken";
          case PROJECT_LOOKUP -> "listProjects";
        };
    ApiCall call =
        new ApiCall(
            "otc",
            api(promise.call()),
            operation,
            REQUEST,
            Authenticator.NONE,
            promise.call() == Call.LOGIN ? 201 : 200,
            List.of());
    ErrorBody error =
        promise.code().isEmpty()
            ? ErrorBody.NONE
            : new ErrorBody(promise.code().toLowerCase(Locale.ROOT), "text");
    return new ErrorMapper(
            call,
            answer(promise.status()),
            error,
            Clock.fixed(NOW, ZoneOffset.UTC),
            PlatformErrors.CODES.and(SourceTypes.SUPPORTED.errors()))
        .failure();
  }

  private static Response answer(int status) {
    return new Response.Builder()
        .request(REQUEST)
        .protocol(Protocol.HTTP_1_1)
        .code(status)
        .message("")
        .build();
  }

  private static Api api(Call call) {
    return switch (call) {
      case LIST_SERVICE -> VpcepSource.API;
      case LIST_CLUSTER -> CssSource.API;
      case LOGIN, PROJECT_LOOKUP -> Api.IAM;
    };
  }

  /** How the sweeps of a source, and the probes of an account, go on after a failure. */
  private static String pace(Reason reason, Api api) {
    if (Reason.CLOUD_IN_TROUBLE.contains(reason)) {
      return "back-off";
    }
    if (Set.of(Reason.UNAUTHORIZED, Reason.PROJECT_NOT_FOUND).contains(reason)) {
      return "probe";
    }
    if (!api.equals(Api.IAM)) {
      return "next poll";
    }
    return reason == Reason.FORBIDDEN ? "probe" : "back-off";
  }
}
