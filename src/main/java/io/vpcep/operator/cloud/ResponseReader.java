package io.vpcep.operator.cloud;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpcep.operator.cloud.BoundedSource.TooLargeException;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Reads responses, whole and not too large, into values or failures.
 *
 * @param maxBytes the largest response that is read
 * @param clock what times in responses are compared with
 * @param codes the meanings of all error codes that are known
 */
record ResponseReader(long maxBytes, Clock clock, ErrorCodes codes) {

  /**
   * Some 1,000 for each of the connections of a page. The smallest items take 3 bytes of a response
   * and forty times as much memory, so that its size alone is no bound.
   */
  private static final long MAX_TOKENS = 1_000_000;

  /** Leaves streams open: the call closes an incomplete response, and drops its connection. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxTokenCount(MAX_TOKENS).build())
                  .build())
          .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);

  /**
   * What the reader makes of a response with the expected status.
   *
   * @throws IOException when the connection closes before the response is complete
   * @throws CloudException for every other status and for a body of another form
   */
  <T> T read(ApiCall call, Response response, ResponseParser<T> reader)
      throws IOException, CloudException {
    ResponseBody body = Objects.requireNonNull(response.body());
    if (response.code() != call.expectedStatus()) {
      ErrorBody error = ErrorBody.read(JSON, body);
      throw new CloudException(
          new ErrorMapper(call, response, error, clock, codes).failure(),
          ErrorCodes.comparable(error.code()));
    }
    if (body.contentLength() > maxBytes) {
      throw tooLarge();
    }
    try {
      return parse(response, BoundedSource.stream(body, maxBytes), reader);
    } catch (TooLargeException e) {
      throw tooLarge();
    } catch (StreamConstraintsException e) {
      throw new CloudException(
          Reason.INVALID_RESPONSE,
          "The JSON of the response is nested too deeply, or a part of it is too long.");
    } catch (JsonProcessingException | CharConversionException e) {
      throw notJson(call, response);
    }
  }

  /** Reads to the very end: only then is it known that the response was complete. */
  private <T> T parse(Response response, InputStream body, ResponseParser<T> reader)
      throws IOException, CloudException {
    try (JsonParser parser = JSON.createParser(body)) {
      T value = reader.read(response.headers(), parser);
      if (parser.nextToken() != null) {
        throw new CloudException(
            Reason.INVALID_RESPONSE, "The response holds more than one JSON value.");
      }
      return value;
    }
  }

  private CloudException tooLarge() {
    return new CloudException(
        Reason.INVALID_RESPONSE,
        "Response larger than %s (http.maxResponseBytes).".formatted(size(maxBytes)));
  }

  private static String size(long bytes) {
    if (bytes % (1 << 20) == 0) {
      return (bytes >> 20) + " MiB";
    }
    return bytes % (1 << 10) == 0 ? (bytes >> 10) + " KiB" : bytes + " bytes";
  }

  /** A web page comes from something other than the API. */
  private static CloudException notJson(ApiCall call, Response response) {
    String type = response.header("Content-Type");
    boolean isHtml = type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html");
    return new CloudException(
        Reason.INVALID_RESPONSE,
        isHtml
            ? "Received HTML instead of JSON from %s; check for a proxy or a wrong endpoint."
                .formatted(call.server())
            : "The response is not valid JSON.");
  }
}
