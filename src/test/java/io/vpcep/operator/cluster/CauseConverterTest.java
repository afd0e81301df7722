package io.vpcep.operator.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the logs of the operator show what the client's Reflector says of a failing watch. */
class CauseConverterTest {

  private static final String REFLECTOR =
      "io.fabric8.kubernetes.client.informers.impl.cache.Reflector";

  private final LoggerContext context = new LoggerContext();

  @AfterEach
  void end() {
    context.stop();
  }

  @Test
  void aLineOfTextEndsWithWhatTheApiServerSaid() throws Exception {
    configure("text");

    assertThat(encoded(refusal()))
        .endsWith("WARN  Reflector - watch failed, retrying: leases is forbidden\n")
        .hasLineCount(1);
    assertThat(encoded(null)).endsWith("WARN  Reflector - watch failed, retrying\n");
  }

  @Test
  void aJsonObjectHoldsWhatTheApiServerSaid() throws Exception {
    configure("json");

    var line = new ObjectMapper().readTree(encoded(refusal()));

    assertThat(line.get("message").asText()).isEqualTo("watch failed, retrying");
    assertThat(line.get("stack_trace").asText()).isEqualTo("leases is forbidden");
  }

  private static Throwable refusal() {
    var status = new StatusBuilder().withMessage("leases is forbidden").withCode(403).build();
    return new CompletionException(
        new KubernetesClientException("Received status: " + status, 403, status));
  }

  private void configure(String format) throws JoranException {
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("log.format", format);
    configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
  }

  private String encoded(@Nullable Throwable cause) {
    var logger = context.getLogger(REFLECTOR);
    var brief = (ConsoleAppender<ILoggingEvent>) requireNonNull(logger.getAppender("brief"));
    var event =
        new LoggingEvent("", logger, Level.WARN, "watch failed, retrying", cause, new Object[0]);
    return new String(brief.getEncoder().encode(event), UTF_8);
  }
}
