import {
  exportAuditCsv,
  exportAuditJson,
  exportInstanceCsv,
  exportInstanceJson,
} from "@/features/audit/queries/export";
import { listActors, listAudit, listInstanceActors, listInstanceAudit } from "@/features/audit/queries/list";
import { verifyAudit, verifyInstanceAudit } from "@/features/audit/queries/verify";
import { addComment, editComment, removeComment } from "@/features/comments/commands";
import { listComments } from "@/features/comments/queries";
import {
  addEnvironment,
  removeEnvironment,
  renameEnvironment,
  reorderEnvironments,
} from "@/features/environments/commands/arrange";
import { declareChange, setVariables } from "@/features/environments/commands/values";
import { listEnvironments, listVariables } from "@/features/environments/queries";
import { addEvidence, supersedeEvidence, withdrawEvidence } from "@/features/evidence/commands/evidence";
import { evidenceContent, listEvidence } from "@/features/evidence/queries";
import { setDue as setGateDue, setSlots } from "@/features/gates/commands";
import { getGate } from "@/features/gates/queries/get";
import { listGates } from "@/features/gates/queries/list";
import { getGateManifest } from "@/features/gates/queries/manifest";
import { getHome } from "@/features/home/queries/home";
import { inviteMember, withdrawInvitation } from "@/features/members/commands/invitations";
import { addMember, changeRoles, removeMember, setTeam } from "@/features/members/commands/members";
import { listMemberInvitations, listMembers } from "@/features/members/queries";
import { readNotifications } from "@/features/notifications/commands";
import { countWaiting, listNotifications } from "@/features/notifications/queries";
import { acceptInvitation } from "@/features/people/commands/accept";
import { disablePerson, enablePerson, setAdmin } from "@/features/people/commands/accounts";
import { appointLead } from "@/features/people/commands/appoint-lead";
import { invitePerson, resetPassword, revokeInvitation } from "@/features/people/commands/invitations";
import { changePassword, editProfile, revokeSessions } from "@/features/people/commands/profile";
import { revokeToken } from "@/features/people/commands/tokens";
import { listInvitations, viewInvitation } from "@/features/people/queries/invitation";
import { listAccounts, listLeaderlessUpgrades, listPeople } from "@/features/people/queries/people";
import { listSessions, listTokens, viewProfile } from "@/features/people/queries/profile";
import { uploadPlaybook } from "@/features/playbooks/commands";
import { getPlaybook, listPlaybooks, previewPath, previewPlan } from "@/features/playbooks/queries/wizard";
import { listUpgrades } from "@/features/portfolio/queries";
import { getProgress } from "@/features/progress/queries";
import { find } from "@/features/search/queries";
import { clearCondition } from "@/features/sign-offs/commands/clear-condition";
import { sign } from "@/features/sign-offs/commands/sign";
import { withdraw } from "@/features/sign-offs/commands/withdraw";
import { countInbox, viewInbox } from "@/features/sign-offs/queries/inbox";
import { getSignedManifest } from "@/features/sign-offs/queries/manifest";
import { attestStep, moveStep, removeStep } from "@/features/steps/commands/arrange";
import { bulkSteps } from "@/features/steps/commands/bulk";
import { addStep, editStep } from "@/features/steps/commands/edit";
import { assignStep, setDue, setNote } from "@/features/steps/commands/plan-work";
import {
  blockStep,
  confirmSkip,
  declineSkip,
  finishStep,
  markStepNotApplicable,
  pauseStep,
  reopenStep,
  resumeStep,
  skipStep,
  startStep,
  unblockStep,
} from "@/features/steps/commands/state";
import { undoStep } from "@/features/steps/commands/undo";
import { getStep } from "@/features/steps/queries/get";
import { stepHistory } from "@/features/steps/queries/history";
import { listSteps } from "@/features/steps/queries/list";
import {
  addTestCase,
  archiveTestCase,
  editTestCase,
  restoreTestCase,
} from "@/features/test-cases/commands/test-cases";
import {
  addUseCase,
  archiveUseCase,
  editUseCase,
  restoreUseCase,
} from "@/features/test-cases/commands/use-cases";
import { testMatrix, testOverview } from "@/features/test-cases/queries/overview";
import { getTestCase } from "@/features/test-cases/queries/test-case";
import { importCases, previewCases } from "@/features/test-imports/commands/cases";
import { resolveItems } from "@/features/test-imports/commands/resolve";
import { importResults } from "@/features/test-imports/commands/results";
import { importInbox, listImports } from "@/features/test-imports/queries/imports";
import { recordExecutions } from "@/features/test-runs/commands/record";
import { retractExecution } from "@/features/test-runs/commands/retract";
import { closeRun, startRun } from "@/features/test-runs/commands/runs";
import { getRun, listRuns } from "@/features/test-runs/queries/runs";
import { changeAnswers } from "@/features/upgrades/commands/answers";
import { cloneUpgrade } from "@/features/upgrades/commands/clone";
import { createUpgrade } from "@/features/upgrades/commands/create";
import { archiveUpgrade, editUpgrade, relaxSigning, restoreUpgrade } from "@/features/upgrades/commands/edit";
import { followPrevious, linkPrevious, unlinkPrevious } from "@/features/upgrades/commands/previous";
import { updatePlan } from "@/features/upgrades/commands/update-plan";
import { getPlanDifference, getPrevious, previewAnswers, viewUpgrade } from "@/features/upgrades/queries";
import { chooseVersionPath } from "@/features/version-path/commands";
import { getVersionPath } from "@/features/version-path/queries";
import { approveWaiver, endWaiver, requestWaiver } from "@/features/waivers/commands";
import type { AnyCommand } from "@/lib/command";
import type { AnyQuery } from "@/lib/read";
import { healthOperations } from "./health-operations";
import { inventoryOperations } from "./inventory-operations";
import { rehearsalOperations } from "./rehearsal-operations";
import { verificationOperations } from "./verification-operations";
import { windowOperations } from "./window-operations";

/** Everything the REST API offers, by noun. OpenAPI is made from this list; a test compares it with the routes. */
export const operations: readonly (AnyCommand | AnyQuery)[] = [
  // Upgrades
  listUpgrades,
  viewUpgrade,
  createUpgrade,
  editUpgrade,
  relaxSigning,
  archiveUpgrade,
  restoreUpgrade,
  cloneUpgrade,
  previewAnswers,
  changeAnswers,
  getPlanDifference,
  updatePlan,
  getVersionPath,
  chooseVersionPath,
  getPrevious,
  linkPrevious,
  unlinkPrevious,
  followPrevious,
  // Members
  listMembers,
  addMember,
  changeRoles,
  setTeam,
  removeMember,
  listMemberInvitations,
  inviteMember,
  withdrawInvitation,
  listLeaderlessUpgrades,
  appointLead,

  // People, invitations, profile, sessions, tokens. Creating a token is not among them: no token makes another.
  listPeople,
  listAccounts,
  disablePerson,
  enablePerson,
  setAdmin,
  resetPassword,
  listInvitations,
  invitePerson,
  revokeInvitation,
  viewInvitation,
  acceptInvitation,
  viewProfile,
  editProfile,
  changePassword,
  listSessions,
  revokeSessions,
  listTokens,
  revokeToken,

  // Environments
  listEnvironments,
  addEnvironment,
  reorderEnvironments,
  renameEnvironment,
  removeEnvironment,
  listVariables,
  setVariables,
  declareChange,

  // Playbooks
  listPlaybooks,
  getPlaybook,
  previewPath,
  previewPlan,
  uploadPlaybook,

  // Steps, evidence, comments
  listSteps,
  getStep,
  stepHistory,
  addStep,
  editStep,
  moveStep,
  removeStep,
  bulkSteps,
  startStep,
  finishStep,
  blockStep,
  unblockStep,
  pauseStep,
  resumeStep,
  skipStep,
  confirmSkip,
  declineSkip,
  markStepNotApplicable,
  reopenStep,
  undoStep,
  assignStep,
  setDue,
  setNote,
  attestStep,
  listEvidence,
  evidenceContent,
  addEvidence,
  supersedeEvidence,
  withdrawEvidence,
  listComments,
  addComment,
  editComment,
  removeComment,

  // Tests
  testOverview,
  addUseCase,
  editUseCase,
  archiveUseCase,
  restoreUseCase,
  testMatrix,
  addTestCase,
  getTestCase,
  editTestCase,
  archiveTestCase,
  restoreTestCase,
  listRuns,
  startRun,
  getRun,
  closeRun,
  recordExecutions,
  retractExecution,
  listImports,
  importResults,
  previewCases,
  importCases,
  importInbox,
  resolveItems,

  ...inventoryOperations,
  ...rehearsalOperations,
  ...healthOperations,
  ...windowOperations,
  ...verificationOperations,

  // Home, gates, sign-offs, waivers, inbox
  getHome,
  getProgress,
  listGates,
  getGate,
  getGateManifest,
  setSlots,
  setGateDue,
  sign,
  getSignedManifest,
  withdraw,
  clearCondition,
  requestWaiver,
  approveWaiver,
  endWaiver,
  viewInbox,
  countInbox,

  // Audit
  listAudit,
  listActors,
  verifyAudit,
  exportAuditCsv,
  exportAuditJson,
  listInstanceAudit,
  listInstanceActors,
  verifyInstanceAudit,
  exportInstanceCsv,
  exportInstanceJson,

  // Notifications and search
  listNotifications,
  countWaiting,
  readNotifications,
  find,
];
