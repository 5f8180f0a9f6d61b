-- CreateEnum
CREATE TYPE "EnvironmentKind" AS ENUM ('test_setup', 'dev', 'pre_prod', 'prod', 'other');

-- CreateEnum
CREATE TYPE "EnvironmentStatus" AS ENUM ('locked', 'ready', 'migrating', 'verifying', 'awaiting_sign_off', 'signed_off', 'stale');

-- CreateEnum
CREATE TYPE "EvidenceKind" AS ENUM ('note', 'link', 'file');

-- CreateEnum
CREATE TYPE "GateKind" AS ENUM ('entry', 'exit');

-- CreateEnum
CREATE TYPE "GateState" AS ENUM ('shut', 'ready', 'open');

-- CreateEnum
CREATE TYPE "Decision" AS ENUM ('approve', 'reject');

-- CreateEnum
CREATE TYPE "Meaning" AS ENUM ('reviewed', 'approved', 'accepted_with_conditions');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('lead', 'engineer', 'manager', 'viewer');

-- CreateEnum
CREATE TYPE "TokenScope" AS ENUM ('read', 'write');

-- CreateEnum
CREATE TYPE "PlaybookOrigin" AS ENUM ('built_in', 'uploaded');

-- CreateEnum
CREATE TYPE "StepState" AS ENUM ('todo', 'doing', 'done', 'blocked', 'skipped', 'not_applicable');

-- CreateEnum
CREATE TYPE "StepPart" AS ENUM ('prepare', 'migrate', 'verify', 'after');

-- CreateEnum
CREATE TYPE "EvidenceRequired" AS ENUM ('none', 'any', 'note', 'link', 'file');

-- CreateEnum
CREATE TYPE "UseCaseKind" AS ENUM ('functional', 'non_functional');

-- CreateEnum
CREATE TYPE "Priority" AS ENUM ('must', 'should', 'could');

-- CreateEnum
CREATE TYPE "ThresholdDirection" AS ENUM ('at_least', 'at_most');

-- CreateEnum
CREATE TYPE "TestResult" AS ENUM ('passed', 'failed', 'blocked', 'skipped', 'not_run');

-- CreateEnum
CREATE TYPE "ImportItemState" AS ENUM ('open', 'mapped', 'created', 'dismissed');

-- CreateTable
CREATE TABLE "AuditChain" (
    "id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "hash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "AuditChain_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "chain" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "actorRoles" TEXT[],
    "type" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "environmentId" TEXT,
    "data" JSONB NOT NULL,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "xid" BIGINT,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("chain","seq")
);

-- CreateTable
CREATE TABLE "Notification" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "href" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "Notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdempotencyKey" (
    "userId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "requestSha256" TEXT NOT NULL,
    "response" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("userId","key")
);

-- CreateTable
CREATE TABLE "Presence" (
    "userId" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "place" TEXT NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Presence_pkey" PRIMARY KEY ("userId","place")
);

-- CreateTable
CREATE TABLE "Environment" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "EnvironmentKind" NOT NULL,
    "position" INTEGER NOT NULL,
    "status" "EnvironmentStatus" NOT NULL DEFAULT 'locked',
    "statusUntil" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3),
    "changedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Environment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EnvironmentVariable" (
    "environmentId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "EnvironmentVariable_pkey" PRIMARY KEY ("environmentId","name")
);

-- CreateTable
CREATE TABLE "Evidence" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "stepId" UUID,
    "executionId" UUID,
    "kind" "EvidenceKind" NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT,
    "text" TEXT,
    "mediaType" TEXT,
    "size" INTEGER,
    "sha256" TEXT NOT NULL,
    "addedById" UUID NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "supersededById" UUID,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnReason" TEXT,

    CONSTRAINT "Evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EvidenceBlob" (
    "evidenceId" UUID NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "EvidenceBlob_pkey" PRIMARY KEY ("evidenceId")
);

-- CreateTable
CREATE TABLE "Gate" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "kind" "GateKind" NOT NULL,
    "state" "GateState" NOT NULL DEFAULT 'shut',
    "blockerCount" INTEGER NOT NULL DEFAULT 0,
    "openedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Gate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GateSlot" (
    "id" UUID NOT NULL,
    "gateId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "GateSlot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignOff" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "gateId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "roles" "Role"[],
    "decision" "Decision" NOT NULL,
    "meaning" "Meaning",
    "statement" TEXT NOT NULL,
    "manifest" JSONB NOT NULL,
    "manifestSha256" TEXT NOT NULL,
    "signedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "validUntil" TIMESTAMPTZ(3),
    "staleAt" TIMESTAMPTZ(3),
    "staleChanges" JSONB,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnReason" TEXT,

    CONSTRAINT "SignOff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignOffCondition" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "signOffId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "clearedAt" TIMESTAMPTZ(3),
    "clearedById" UUID,
    "clearedNote" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "SignOffCondition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Waiver" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "gateId" UUID NOT NULL,
    "blockerKey" TEXT NOT NULL,
    "blockerTitle" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "requestedById" UUID NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approvedById" UUID,
    "approvedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "expiredAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,
    "endedReason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Waiver_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "isAdmin" BOOLEAN NOT NULL DEFAULT false,
    "disabledAt" TIMESTAMPTZ(3),
    "timeZone" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "userAgent" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "secretHash" TEXT NOT NULL,
    "email" TEXT,
    "name" TEXT,
    "isAdmin" BOOLEAN NOT NULL DEFAULT false,
    "userId" UUID,
    "upgradeId" UUID,
    "roles" "Role"[],
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scope" "TokenScope" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" TIMESTAMPTZ(3),

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Playbook" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "origin" "PlaybookOrigin" NOT NULL,
    "content" JSONB NOT NULL,
    "sha256" TEXT NOT NULL,
    "addedById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Playbook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Step" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID,
    "playbookStepId" TEXT,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "why" TEXT NOT NULL DEFAULT '',
    "instructions" TEXT NOT NULL DEFAULT '',
    "commands" JSONB NOT NULL DEFAULT '[]',
    "backOut" TEXT NOT NULL DEFAULT '',
    "sources" TEXT[],
    "reason" TEXT NOT NULL DEFAULT '',
    "phase" TEXT NOT NULL,
    "phaseTitle" TEXT NOT NULL,
    "phasePosition" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "part" "StepPart" NOT NULL,
    "gate" "GateKind" NOT NULL,
    "neededBy" TEXT,
    "required" BOOLEAN NOT NULL DEFAULT true,
    "evidenceRequired" "EvidenceRequired" NOT NULL DEFAULT 'none',
    "evidenceWhat" TEXT NOT NULL DEFAULT '',
    "attestation" BOOLEAN NOT NULL DEFAULT false,
    "plannedMinutes" INTEGER,
    "state" "StepState" NOT NULL DEFAULT 'todo',
    "stateReason" TEXT NOT NULL DEFAULT '',
    "stateSince" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "skipRequestedById" UUID,
    "skipReason" TEXT NOT NULL DEFAULT '',
    "assigneeId" UUID,
    "dueAt" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL DEFAULT '',
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "doneById" UUID,
    "removedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StepPredecessor" (
    "stepId" UUID NOT NULL,
    "predecessorId" UUID NOT NULL,

    CONSTRAINT "StepPredecessor_pkey" PRIMARY KEY ("stepId","predecessorId")
);

-- CreateTable
CREATE TABLE "Attestation" (
    "stepId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "statement" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Attestation_pkey" PRIMARY KEY ("stepId","userId")
);

-- CreateTable
CREATE TABLE "Comment" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "stepId" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "authorId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "editedAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UseCase" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "playbookUseCaseId" TEXT,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "kind" "UseCaseKind" NOT NULL,
    "priority" "Priority" NOT NULL,
    "ownerId" UUID,
    "reason" TEXT NOT NULL DEFAULT '',
    "archivedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "UseCase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TestCase" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "useCaseId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "playbookTestCaseId" TEXT,
    "title" TEXT NOT NULL,
    "required" BOOLEAN NOT NULL DEFAULT true,
    "environmentKinds" "EnvironmentKind"[],
    "ownerId" UUID,
    "reason" TEXT NOT NULL DEFAULT '',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "archivedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "TestCase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TestCaseRevision" (
    "testCaseId" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "steps" TEXT NOT NULL DEFAULT '',
    "expected" TEXT NOT NULL DEFAULT '',
    "threshold" DOUBLE PRECISION,
    "unit" TEXT,
    "direction" "ThresholdDirection",
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID,

    CONSTRAINT "TestCaseRevision_pkey" PRIMARY KEY ("testCaseId","revision")
);

-- CreateTable
CREATE TABLE "TestRun" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "TestRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TestExecution" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "testCaseId" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "result" "TestResult" NOT NULL,
    "measured" DOUBLE PRECISION,
    "minutes" DOUBLE PRECISION,
    "note" TEXT NOT NULL DEFAULT '',
    "defectUrl" TEXT,
    "executedById" UUID NOT NULL,
    "executedAt" TIMESTAMPTZ(3) NOT NULL,
    "importId" UUID,

    CONSTRAINT "TestExecution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TestStanding" (
    "environmentId" UUID NOT NULL,
    "testCaseId" UUID NOT NULL,
    "executionId" UUID NOT NULL,
    "result" "TestResult" NOT NULL,
    "revision" INTEGER NOT NULL,
    "executedAt" TIMESTAMPTZ(3) NOT NULL,
    "executedById" UUID NOT NULL,

    CONSTRAINT "TestStanding_pkey" PRIMARY KEY ("environmentId","testCaseId")
);

-- CreateTable
CREATE TABLE "TestImport" (
    "id" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "counts" JSONB NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TestImport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportItem" (
    "id" UUID NOT NULL,
    "importId" UUID NOT NULL,
    "upgradeId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "suite" TEXT NOT NULL DEFAULT '',
    "className" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "result" "TestResult" NOT NULL,
    "minutes" DOUBLE PRECISION,
    "message" TEXT NOT NULL DEFAULT '',
    "executedAt" TIMESTAMPTZ(3) NOT NULL,
    "state" "ImportItemState" NOT NULL DEFAULT 'open',
    "testCaseId" UUID,
    "resolvedById" UUID,
    "resolvedAt" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ImportItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseMapping" (
    "upgradeId" UUID NOT NULL,
    "externalName" TEXT NOT NULL,
    "testCaseId" UUID NOT NULL,
    "createdById" UUID NOT NULL,

    CONSTRAINT "CaseMapping_pkey" PRIMARY KEY ("upgradeId","externalName")
);

-- CreateTable
CREATE TABLE "Upgrade" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "playbookId" UUID NOT NULL,
    "fromVersion" TEXT NOT NULL,
    "toVersion" TEXT NOT NULL,
    "path" JSONB NOT NULL,
    "answers" JSONB NOT NULL,
    "targetReason" TEXT,
    "supportCase" TEXT,
    "homeZone" TEXT NOT NULL DEFAULT 'UTC',
    "doersMaySign" BOOLEAN NOT NULL DEFAULT false,
    "clonedFromId" UUID,
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Upgrade_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Member" (
    "upgradeId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "roles" "Role"[],
    "addedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Member_pkey" PRIMARY KEY ("upgradeId","userId")
);

-- CreateIndex
CREATE INDEX "AuditEvent_xid_idx" ON "AuditEvent"("xid");

-- CreateIndex
CREATE INDEX "AuditEvent_chain_subjectId_seq_idx" ON "AuditEvent"("chain", "subjectId", "seq");

-- CreateIndex
CREATE INDEX "AuditEvent_chain_environmentId_seq_idx" ON "AuditEvent"("chain", "environmentId", "seq");

-- CreateIndex
CREATE INDEX "AuditEvent_chain_type_seq_idx" ON "AuditEvent"("chain", "type", "seq");

-- CreateIndex
CREATE INDEX "Notification_userId_readAt_createdAt_idx" ON "Notification"("userId", "readAt", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Presence_upgradeId_seenAt_idx" ON "Presence"("upgradeId", "seenAt");

-- CreateIndex
CREATE UNIQUE INDEX "Environment_upgradeId_key_key" ON "Environment"("upgradeId", "key");

-- CreateIndex
CREATE INDEX "Evidence_stepId_idx" ON "Evidence"("stepId");

-- CreateIndex
CREATE INDEX "Evidence_executionId_idx" ON "Evidence"("executionId");

-- CreateIndex
CREATE INDEX "Gate_upgradeId_idx" ON "Gate"("upgradeId");

-- CreateIndex
CREATE UNIQUE INDEX "Gate_environmentId_kind_key" ON "Gate"("environmentId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "GateSlot_gateId_role_key" ON "GateSlot"("gateId", "role");

-- CreateIndex
CREATE INDEX "SignOff_gateId_idx" ON "SignOff"("gateId");

-- CreateIndex
CREATE INDEX "SignOff_upgradeId_idx" ON "SignOff"("upgradeId");

-- CreateIndex
CREATE INDEX "SignOffCondition_upgradeId_idx" ON "SignOffCondition"("upgradeId");

-- CreateIndex
CREATE INDEX "Waiver_gateId_idx" ON "Waiver"("gateId");

-- CreateIndex
CREATE INDEX "Waiver_upgradeId_idx" ON "Waiver"("upgradeId");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_secretHash_key" ON "Invitation"("secretHash");

-- CreateIndex
CREATE INDEX "Invitation_upgradeId_idx" ON "Invitation"("upgradeId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_hash_key" ON "ApiToken"("hash");

-- CreateIndex
CREATE INDEX "ApiToken_userId_idx" ON "ApiToken"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Playbook_slug_version_sha256_key" ON "Playbook"("slug", "version", "sha256");

-- CreateIndex
CREATE INDEX "Step_upgradeId_environmentId_idx" ON "Step"("upgradeId", "environmentId");

-- CreateIndex
CREATE INDEX "Step_environmentId_state_idx" ON "Step"("environmentId", "state");

-- CreateIndex
CREATE INDEX "Step_assigneeId_idx" ON "Step"("assigneeId");

-- CreateIndex
CREATE INDEX "StepPredecessor_predecessorId_idx" ON "StepPredecessor"("predecessorId");

-- CreateIndex
CREATE INDEX "Comment_stepId_idx" ON "Comment"("stepId");

-- CreateIndex
CREATE UNIQUE INDEX "UseCase_upgradeId_code_key" ON "UseCase"("upgradeId", "code");

-- CreateIndex
CREATE INDEX "TestCase_useCaseId_idx" ON "TestCase"("useCaseId");

-- CreateIndex
CREATE UNIQUE INDEX "TestCase_upgradeId_code_key" ON "TestCase"("upgradeId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "TestRun_environmentId_number_key" ON "TestRun"("environmentId", "number");

-- CreateIndex
CREATE INDEX "TestExecution_testCaseId_environmentId_executedAt_idx" ON "TestExecution"("testCaseId", "environmentId", "executedAt" DESC);

-- CreateIndex
CREATE INDEX "TestExecution_runId_idx" ON "TestExecution"("runId");

-- CreateIndex
CREATE INDEX "TestStanding_testCaseId_idx" ON "TestStanding"("testCaseId");

-- CreateIndex
CREATE UNIQUE INDEX "TestImport_environmentId_sha256_key" ON "TestImport"("environmentId", "sha256");

-- CreateIndex
CREATE INDEX "ImportItem_upgradeId_state_idx" ON "ImportItem"("upgradeId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Upgrade_key_key" ON "Upgrade"("key");

-- CreateIndex
CREATE INDEX "Member_userId_idx" ON "Member"("userId");

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Environment" ADD CONSTRAINT "Environment_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EnvironmentVariable" ADD CONSTRAINT "EnvironmentVariable_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_stepId_fkey" FOREIGN KEY ("stepId") REFERENCES "Step"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_executionId_fkey" FOREIGN KEY ("executionId") REFERENCES "TestExecution"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EvidenceBlob" ADD CONSTRAINT "EvidenceBlob_evidenceId_fkey" FOREIGN KEY ("evidenceId") REFERENCES "Evidence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Gate" ADD CONSTRAINT "Gate_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GateSlot" ADD CONSTRAINT "GateSlot_gateId_fkey" FOREIGN KEY ("gateId") REFERENCES "Gate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignOff" ADD CONSTRAINT "SignOff_gateId_fkey" FOREIGN KEY ("gateId") REFERENCES "Gate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignOffCondition" ADD CONSTRAINT "SignOffCondition_signOffId_fkey" FOREIGN KEY ("signOffId") REFERENCES "SignOff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Waiver" ADD CONSTRAINT "Waiver_gateId_fkey" FOREIGN KEY ("gateId") REFERENCES "Gate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Step" ADD CONSTRAINT "Step_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Step" ADD CONSTRAINT "Step_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StepPredecessor" ADD CONSTRAINT "StepPredecessor_stepId_fkey" FOREIGN KEY ("stepId") REFERENCES "Step"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StepPredecessor" ADD CONSTRAINT "StepPredecessor_predecessorId_fkey" FOREIGN KEY ("predecessorId") REFERENCES "Step"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attestation" ADD CONSTRAINT "Attestation_stepId_fkey" FOREIGN KEY ("stepId") REFERENCES "Step"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_stepId_fkey" FOREIGN KEY ("stepId") REFERENCES "Step"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UseCase" ADD CONSTRAINT "UseCase_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestCase" ADD CONSTRAINT "TestCase_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestCase" ADD CONSTRAINT "TestCase_useCaseId_fkey" FOREIGN KEY ("useCaseId") REFERENCES "UseCase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestCaseRevision" ADD CONSTRAINT "TestCaseRevision_testCaseId_fkey" FOREIGN KEY ("testCaseId") REFERENCES "TestCase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestRun" ADD CONSTRAINT "TestRun_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestExecution" ADD CONSTRAINT "TestExecution_runId_fkey" FOREIGN KEY ("runId") REFERENCES "TestRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestExecution" ADD CONSTRAINT "TestExecution_testCaseId_fkey" FOREIGN KEY ("testCaseId") REFERENCES "TestCase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestStanding" ADD CONSTRAINT "TestStanding_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestStanding" ADD CONSTRAINT "TestStanding_testCaseId_fkey" FOREIGN KEY ("testCaseId") REFERENCES "TestCase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportItem" ADD CONSTRAINT "ImportItem_importId_fkey" FOREIGN KEY ("importId") REFERENCES "TestImport"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Upgrade" ADD CONSTRAINT "Upgrade_playbookId_fkey" FOREIGN KEY ("playbookId") REFERENCES "Playbook"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_upgradeId_fkey" FOREIGN KEY ("upgradeId") REFERENCES "Upgrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
