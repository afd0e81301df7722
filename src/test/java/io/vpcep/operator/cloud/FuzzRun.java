package io.vpcep.operator.cloud;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts the fuzzer, which ends the process: with 0 when nothing was found, otherwise with the
 * input printed and kept in the folder. Begins with the seeds and nothing that an earlier run left.
 */
final class FuzzRun {

  private static final Path SEEDS = Path.of("src/test/resources/fuzz/answers");
  private static final Path WORDS = Path.of("src/test/resources/fuzz/words.dict");

  private FuzzRun() {}

  /** Takes the folder for findings, the number of inputs, and perhaps an input to try alone. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    List<String> options =
        new ArrayList<>(
            List.of(
                "--target_class=" + FuzzRun.class.getPackageName() + ".ResponseFuzz",
                "--instrumentation_includes="
                    + FuzzRun.class.getPackageName()
                    + ".**:com.fasterxml.jackson.core.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                // The first input loads every class, which may take long on a busy machine.
                "-timeout=120",
                // no limit of its own: the kernel counts the peak of the Maven that started this
                // process as its own, and the heap is bounded by -Xmx
                "-rss_limit_mb=0"));
    options.addAll(args.length > 2 && !args[2].isEmpty() ? List.of(args[2]) : search(args[1]));
    Jazzer.main(options.toArray(String[]::new));
  }

  private static List<String> search(String runs) throws IOException {
    try (Stream<Path> seeds = Files.list(SEEDS)) {
      return List.of(
          "-seed=1",
          "-runs=" + runs,
          "-max_len=4096",
          "-verbosity=0",
          "-print_final_stats=1",
          "-dict=" + WORDS,
          "-seed_inputs=" + seeds.map(Path::toString).sorted().collect(Collectors.joining(",")));
    }
  }
}
