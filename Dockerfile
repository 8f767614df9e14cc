# syntax=docker/dockerfile:1
# docs/decisions/0004-image.md explains the design of the image.
#
# A release pins both images by digest:
#   docker build --build-arg JDK_IMAGE=eclipse-temurin:25-jdk@sha256:… \
#     --build-arg RUNTIME_IMAGE=gcr.io/distroless/base-nossl-debian12:nonroot@sha256:… .
ARG JDK_IMAGE=eclipse-temurin:25-jdk
ARG RUNTIME_IMAGE=gcr.io/distroless/base-nossl-debian12:nonroot

FROM ${JDK_IMAGE} AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -q -DskipTests package -pl operator,image/training -am
# Training runs the operator, so it needs the architecture of the final image: build each platform on its own kind.
RUN operator/src/main/image/build-layout.sh /layout ''

FROM ${RUNTIME_IMAGE}
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="security-baseline-operator" \
      org.opencontainers.image.description="Enforces a security baseline on an AKS cluster, and reports where the cluster does not meet it." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.source="https://github.com/securitybaseline/security-baseline-operator" \
      org.opencontainers.image.version="${VERSION}"
# Layers that change least come first, so that a new operator version shares them.
COPY --from=build /layout/jre /jre
COPY --from=build /layout/app/lib /app/lib
COPY --from=build /layout/app /app
# By number, because runAsNonRoot cannot evaluate a name.
USER 65532:65532
WORKDIR /tmp
EXPOSE 8080
ENTRYPOINT ["/jre/bin/java", "@/app/jvm.options", "-jar", "/app/security-baseline-operator.jar"]
CMD ["run"]
