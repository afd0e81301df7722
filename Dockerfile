# The images for those who build with Docker or the like:
#   docker build -t vpcep-operator .
#   docker build -t vpcep-emulator --target emulator .
# The operator's starts from a cache of its classes, and otherwise does what the image that Maven makes does (docs/install.md).

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /source
COPY pom.xml LICENSE ./
COPY .mvn .mvn
COPY src/main src/main
COPY src/emulator src/emulator
# What `version` shows: --build-arg REVISION=$(git rev-parse --short HEAD)
ARG REVISION=unknown
RUN mvn -B -ntp package -Dmaven.test.skip -Dspotless.check.skip -Dgit.commit.id.abbrev=$REVISION

# The same as in pom.xml.
FROM gcr.io/distroless/java25-debian13:nonroot@sha256:ca60da1345c0f17b6d019049e6749e15f10fd3c0da86dec938d2b4ec565d0629 AS base

FROM base AS emulator
COPY --from=build /source/target/vpcep-emulator.jar /source/src/emulator/image/jvm.options /app/
COPY --from=build /source/LICENSE /source/target/emulator-classes/META-INF/licenses /licenses/
USER 65532:65532
EXPOSE 9080
ENTRYPOINT ["java", "@/app/jvm.options", "-jar", "/app/vpcep-emulator.jar"]

FROM base AS cache
USER 0
COPY --from=build /source/target/vpcep-operator.jar /source/src/main/image/jvm.options /source/src/main/start-up/classes.lst /app/
RUN ["java", "-Xshare:dump", "-XX:SharedClassListFile=/app/classes.lst", "-XX:SharedArchiveFile=/app/vpcep-operator.jsa", "@/app/jvm.options", "-cp", "/app/vpcep-operator.jar"]

FROM base
COPY --from=cache /app/vpcep-operator.jar /app/vpcep-operator.jsa /app/jvm.options /app/
COPY --from=build /source/LICENSE /source/target/classes/META-INF/licenses /licenses/
ENV MALLOC_ARENA_MAX=2
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["java", "@/app/jvm.options", "-XX:SharedArchiveFile=/app/vpcep-operator.jsa", "-jar", "/app/vpcep-operator.jar"]
CMD ["run"]
